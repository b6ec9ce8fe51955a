// What helps to write rules: drafts from the ledger, failures that show marked and found places, good texts that are written.
import assert from 'node:assert/strict';
import { draftKind, factName } from '../../../scripts/new-rule/draft';
import { rowsOf } from '../../../scripts/ledger';
import { loadKind } from '../../../server/rules/load';
import { compareSpans } from '../../support/examples';
import { withGoodTexts } from '../../support/update-examples';

const HEAD =
  'control\tservice\tkind\tcloudformation\tterraform\tsdk\tcdk_l2\tdefault_when_omitted\trequires_replacement';
const LEDGER = rowsOf(
  [
    HEAD,
    'box.store.encrypted\tbox\tat-rest-switch\tAWS::Box::Store.Encryption.On\taws_box_store.encryption[].on\tbox-package.CreateStore.On; box-package.UpdateStore.On\taws-box.StoreProps.encrypted\tnot-encrypted\tno',
    'box.store.kms-key\tbox\tat-rest-key\tAWS::Box::Store.KeyId\taws_box_store.key_id\tbox-package.CreateStore.KeyId\t\taws-managed-key\tyes',
    'box.other.kms-key\tbox\tat-rest-key\tAWS::Box::Other.KeyId\t\t\t\t\tno',
    '',
  ].join('\n'),
);

describe('writing rules', () => {
  it('drafts a kind file that is understood, with types, names, and what replaces', () => {
    const text = draftKind('box', 'store', LEDGER, (_type, path) =>
      path === 'Encryption.On' ? 'replaces' : 'in-place',
    );
    assert.ok(text);
    const { kind, complaints } = loadKind(text);
    assert.deepEqual(complaints, []);
    assert.deepEqual(kind?.bind, {
      cloudformation: ['AWS::Box::Store'],
      terraform: ['aws_box_store'],
      cdk: ['aws-box.Store'],
      sdk: ['box-package:CreateStore'],
      sdkUpdates: ['box-package:UpdateStore'],
    });
    assert.deepEqual(
      Object.values(kind.facts).map((fact) => [fact.name, fact.change, fact.sources.terraform?.[0]?.text]),
      [
        ['encrypted', 'replaces', 'encryption[].on'],
        ['kmsKey', 'replaces', 'key_id'],
      ],
    );
    assert.deepEqual(
      kind.rules.map((rule) => [rule.id, rule.profile]),
      [
        ['box-store-unencrypted', 'baseline'],
        ['box-store-no-customer-key', 'customer-keys'],
      ],
    );
    assert.deepEqual(kind.store, {
      atRest: 'encrypted',
      key: 'kmsKey',
      rotation: undefined,
      inTransit: undefined,
      always: false,
    });
  });

  it('drafts nothing for what the ledger does not have', () => {
    assert.equal(
      draftKind('box', 'lid', LEDGER, () => undefined),
      undefined,
    );
    assert.equal(factName('master-user-secret.kms-key'), 'masterUserSecretKmsKey');
  });

  it('shows where an example marks, and where the finding stands', () => {
    assert.equal(
      compareSpans('a: b\nc: d', [{ start: 3, end: 4 }], []),
      'the finding does not stand where the mark is\n--- marked\na: «b»\nc: d\n--- found (nowhere)\na: b\nc: d',
    );
  });

  it('writes a good text into its place and leaves the rest as it is', () => {
    const file = `rules:
  - id: x # first
    examples:
      terraform:
        - bad: |
            a {
            }
          good: |
            old

        - bad: |
            b
          good: ''
    references: []
`;
    const at = (i: number): readonly (string | number)[] => ['rules', 0, 'examples', 'terraform', i];
    const updates = [
      { at: at(0), good: 'a {\n  on = true\n}\n' },
      { at: at(1), good: 'b\n\nc\n' },
      { at: at(2), good: 'nowhere\n' },
    ];
    assert.equal(
      withGoodTexts(file, updates),
      `rules:
  - id: x # first
    examples:
      terraform:
        - bad: |
            a {
            }
          good: |
            a {
              on = true
            }
        - bad: |
            b
          good: |
            b

            c
    references: []
`,
    );
  });
});
