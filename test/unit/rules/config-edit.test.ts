// Writing a value for linting into a configuration: the rest of the file stays as it is.
import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/core/text';
import type { Asked } from '../../../server/core/value';
import { bindValue } from '../../../server/rules/config-edit';

const KEY: Asked = { sort: 'terraform', name: 'key' };
const STAGE: Asked = { sort: 'cloudformation', name: 'Stage' };

const cases: readonly (readonly [title: string, before: string, asks: Asked, value: string, after: string])[] = [
  ['an empty file', '', KEY, 'alias/app', 'values:\n  terraform:\n    key: alias/app\n'],
  [
    'a file with other settings and comments',
    '# ours\nprofile: strict # all of it\n\nrules: { s3-*: "off" }\n',
    KEY,
    'true',
    '# ours\nprofile: strict # all of it\n\nrules: { s3-*: "off" }\nvalues:\n  terraform:\n    key: true\n',
  ],
  [
    'a file with values already',
    'values:\n  terraform:\n    key: old # why\n  environment:\n    A: b\n',
    KEY,
    '3',
    'values:\n  terraform:\n    key: 3 # why\n  environment:\n    A: b\n',
  ],
  [
    'values of another sort',
    'values:\n  terraform:\n    key: old\n',
    STAGE,
    '[a, b]',
    'values:\n  terraform:\n    key: old\n  cloudformation:\n    Stage:\n      - a\n      - b\n',
  ],
  ['a text that would be something else in YAML', '', STAGE, 'a: b', 'values:\n  cloudformation:\n    Stage: "a: b"\n'],
];

describe('configuration: giving a value', () => {
  for (const [title, before, asks, value, after] of cases) {
    it(title, () => {
      const edits = bindValue(before, asks, value);
      assert.ok(edits);
      assert.equal(applyEdits(before, edits), after);
    });
  }

  it('leaves a file alone that it does not understand', () => {
    assert.equal(bindValue('rules: {\n', KEY, 'x'), undefined);
    assert.equal(bindValue('- a\n', KEY, 'x'), undefined);
  });
});
