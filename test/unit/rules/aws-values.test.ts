// What rules write and compare with are values that AWS knows, and what they read in calls are members that exist.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allowedInModels, readModels, type ApiModels } from '../../../scripts/coverage/models';
import { servicesWithoutModel, unknownMembers, unknownPaths } from '../../../scripts/coverage/names';
import { unknownPages } from '../../../scripts/coverage/pages';
import { unknownValues } from '../../../scripts/coverage/values';
import { allowedInSchema } from '../../../scripts/fixes/schema';
import type { Kind } from '../../../server/core/kind';
import { loadKind } from '../../../server/rules/load';
import { allKinds, kindFiles, root } from '../../support/kinds';

/** A stream with one rule; `KMS` is what AWS knows. */
function kindWith(change: (text: string) => string): Kind {
  const { kind } = loadKind(change(TEXT));
  assert.ok(kind);
  return kind;
}

const TEXT = `
kind: test.stream
noun: stream
bind:
  cloudformation: AWS::Kinesis::Stream
  terraform: aws_kinesis_stream
  sdk: { create: test:CreateStream, update: test:UpdateStream }
facts:
  mode:
    cloudformation: StreamEncryption.EncryptionType
    terraform: encryption_type
    sdk: Shards[].Mode
rules:
  - id: stream-unencrypted
    title: The stream is stored unencrypted.
    why: Whoever gets at the disks can read it.
    theme: at-rest
    severity: high
    profile: baseline
    require: { mode: KMS }
    fix: { title: Encrypt it, set: { mode: KMS } }
    references: [https://docs.aws.amazon.com/]
    examples: {}
`;

/** A service with two operations, of which the second takes nothing that the kind reads. */
const MODEL = {
  operations: { CreateStream: { input: { shape: 'Create' } }, UpdateStream: { input: { shape: 'Update' } } },
  shapes: {
    Create: { type: 'structure', members: { Shards: { shape: 'Shards' }, Tags: { shape: 'Tags' } } },
    Update: { type: 'structure', members: { Name: { shape: 'Text' } } },
    Shards: { type: 'list', member: { shape: 'Shard' } },
    Shard: { type: 'structure', members: { Mode: { shape: 'Mode', documentation: '<p>How it is <b>kept</b>.</p>' } } },
    Mode: { type: 'string', enum: ['KMS', 'NONE'] },
    Tags: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Shard' } },
    Text: { type: 'string' },
  },
};

describe('values and members in kind files', () => {
  let folder = '';
  let models: ApiModels;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'models-'));
    mkdirSync(join(folder, 'test', '2020-01-01'), { recursive: true });
    writeFileSync(join(folder, 'test', '2020-01-01', 'service-2.json'), JSON.stringify(MODEL));
    models = readModels(folder);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const VALUES: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
    readonly found: readonly string[];
  }[] = [
    { name: 'what every schema allows', from: '', to: '', found: [] },
    {
      name: 'a value that a fix writes and no schema allows, in each dialect',
      from: 'set: { mode: KMS }',
      to: 'set: { mode: kms }',
      found: [
        'test.stream stream-unencrypted mode: kms in AWS::Kinesis::Stream.StreamEncryption.EncryptionType',
        'test.stream stream-unencrypted mode: kms in aws_kinesis_stream.encryption_type',
        'test.stream stream-unencrypted mode: kms in test:CreateStream.Shards.Mode',
      ],
    },
    {
      name: 'a value to compare with that one dialect has',
      from: 'require: { mode: KMS }',
      to: 'require: { mode: { not: NONE } }',
      found: [],
    },
    {
      name: 'a value to compare with that none has',
      from: 'require: { mode: KMS }',
      to: 'require: { mode: { not: { in: [NONE, OFF] } } }',
      found: ['test.stream stream-unencrypted mode: OFF in AWS::Kinesis::Stream.StreamEncryption.EncryptionType'],
    },
    {
      name: 'a pattern that fits no value',
      from: 'require: { mode: KMS }',
      to: "require: { mode: { matches: '^aws:' } }",
      found: [
        'test.stream stream-unencrypted mode: its pattern in AWS::Kinesis::Stream.StreamEncryption.EncryptionType',
      ],
    },
    {
      name: 'a translated word that its dialect does not have',
      from: 'sdk: Shards[].Mode',
      to: 'sdk: { path: "Shards[].Mode", values: { Kms: KMS } }',
      found: [
        'test.stream stream-unencrypted mode: KMS in test:CreateStream.Shards.Mode',
        'test.stream values mode: Kms in test:CreateStream.Shards.Mode',
      ],
    },
    {
      name: 'what a fix writes by a path of its own',
      from: 'set: { mode: KMS }',
      to: 'write: { cloudformation: [{ set: StreamEncryption, to: { EncryptionType: AES, KeyId: any } }] }',
      found: ['test.stream stream-unencrypted: AES in AWS::Kinesis::Stream.StreamEncryption.EncryptionType'],
    },
  ];
  for (const { name, from, to, found } of VALUES)
    it(`finds ${name}: ${String(found.length)}`, () => {
      const kind = kindWith((text) => text.replace(from, to));
      assert.deepEqual(unknownValues([kind], { cloudformation: allowedInSchema, sdk: allowedInModels(models) }), found);
    });

  const MEMBERS: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
    readonly found: readonly string[];
  }[] = [
    {
      name: 'an operation that takes no fact',
      from: '',
      to: '',
      found: ['test.stream: test:UpdateStream takes no fact'],
    },
    {
      name: 'a member and an operation that do not exist',
      from: 'Shards[].Mode',
      to: 'Shards[].Modus',
      found: [
        'test.stream mode: Shards[].Modus',
        'test.stream: test:CreateStream takes no fact',
        'test.stream: test:UpdateStream takes no fact',
      ],
    },
    {
      name: 'a member below a key that somebody chose',
      from: 'Shards[].Mode',
      to: "'Tags{}.Mode'",
      found: ['test.stream: test:UpdateStream takes no fact'],
    },
    {
      name: 'an operation that does not exist',
      from: 'test:UpdateStream',
      to: 'test:ChangeStream',
      found: ['test.stream: test:ChangeStream does not exist'],
    },
  ];
  for (const { name, from, to, found } of MEMBERS)
    it(`finds ${name}`, () => {
      assert.deepEqual(unknownMembers([kindWith((text) => text.replace(from, to))], models), found);
    });

  it('says which services have no model', () => {
    const kind = kindWith((text) => text.replace('create: test:CreateStream', 'create: tset:CreateStream'));
    assert.deepEqual(servicesWithoutModel([kind], models), ['tset']);
  });

  const PAGES: readonly (readonly [page: string, found: boolean])[] = [
    ['https://docs.aws.amazon.com/test/latest/APIReference/API_CreateStream.html', false],
    ['https://docs.aws.amazon.com/test/latest/APIReference/API_agent_Shard.html#here', false],
    ['https://docs.aws.amazon.com/test/latest/APIReference/API_CreateSteam.html', true],
    ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucket.html', false],
    [
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-bucketencryption.html',
      false,
    ],
    [
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-encryption.html',
      true,
    ],
    ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html', false],
  ];
  for (const [page, found] of PAGES)
    it(`${found ? 'finds' : 'passes over'} ${page.slice(page.lastIndexOf('/') + 1)}`, () => {
      assert.deepEqual(unknownPages([`references: [${page}]`], models), found ? [page] : []);
    });

  it('finds no page of CloudFormation in kind files that has no type', () => {
    assert.deepEqual(
      unknownPages(
        kindFiles().map(({ text }) => text),
        undefined,
      ),
      ['https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html'],
    );
  });

  it('reads the text of a member without its markup', () => {
    assert.deepEqual(models.member('test:CreateStream', ['Shards', 'Mode']), {
      kind: 'member',
      allowed: ['KMS', 'NONE'],
      text: 'How it is kept.',
    });
  });

  it('leaves no name and no value of a kind file unexplained by the schemas of CloudFormation', () => {
    const list = readFileSync(join(root, 'scripts/coverage/explained.tsv'), 'utf8');
    const explained = new Set(list.split('\n').map((line) => line.split('\t')[0]));
    const { kinds } = allKinds();
    const found = [...unknownPaths(kinds), ...unknownValues(kinds, { cloudformation: allowedInSchema })];
    assert.deepEqual(
      found.filter((each) => !explained.has(each)),
      [],
    );
  });

  it('explains with a reason and a page', () => {
    const lines = readFileSync(join(root, 'scripts/coverage/explained.tsv'), 'utf8').split('\n');
    for (const line of lines.filter((each) => each !== '' && !each.startsWith('#')))
      assert.match(line, /^[^\t]+\t[A-Z][^\t]+\.\thttps:\/\/docs\.aws\.amazon\.com\/\S+$/);
  });
});
