// AWS CLI commands in shell text: resources, spans, edits, and text that is not finished.
import assert from 'node:assert/strict';
import type { Change, NewValue, Segment } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import { shell } from '../../../../server/dialects/shell';
import { plain, readUnit } from './helper';

interface Case {
  readonly name: string;
  readonly path?: string;
  readonly text: string;
  /** `type head-text` and body of every resource. */
  readonly found: readonly (readonly [string, unknown])[];
}

const CASES: readonly Case[] = [
  {
    name: 'flags, values, negated flags',
    text: 'aws rds create-db-instance --no-storage-encrypted --multi-az --kms-key-id alias/x --allocated-storage 20',
    found: [
      [
        'rds:CreateDbInstance create-db-instance',
        { StorageEncrypted: false, MultiAz: true, KmsKeyId: 'alias/x', AllocatedStorage: 20 },
      ],
    ],
  },
  {
    name: 'help, and skeletons of calls',
    text: 'aws rds create-db-instance help\naws sns help\naws sns create-topic --name x --generate-cli-skeleton output',
    found: [],
  },
  {
    name: 'continuations, quotes, global options, inline values',
    text: 'aws --region us-east-1 sns create-topic \\\n  --name="a b" \\\n  --attributes KmsMasterKeyId=alias/k,X=y \\\n  --output text',
    found: [['sns:CreateTopic create-topic', { Name: 'a b', Attributes: { KmsMasterKeyId: 'alias/k', X: 'y' } }]],
  },
  {
    name: 'JSON and shorthand with lists',
    text: `aws s3api put-bucket-encryption --bucket b --server-side-encryption-configuration '{"Rules":[{"A":{"SSEAlgorithm":"aws:kms"}}]}'\naws ec2 run-instances --block-device-mappings DeviceName=/dev/x,Ebs={Encrypted=true,VolumeSize=8} --tags Key=a,Value=[x,y]`,
    found: [
      [
        's3:PutBucketEncryption put-bucket-encryption',
        { Bucket: 'b', ServerSideEncryptionConfiguration: { Rules: [{ A: { SSEAlgorithm: 'aws:kms' } }] } },
      ],
      [
        'ec2:RunInstances run-instances',
        {
          BlockDeviceMappings: [{ DeviceName: '/dev/x', Ebs: { Encrypted: true, VolumeSize: 8 } }],
          Tags: [{ Key: 'a', Value: ['x', 'y'] }],
        },
      ],
    ],
  },
  {
    name: 'variables, files, options in a variable',
    text: 'KEY=x aws kinesis create-stream --stream-name "$NAME" --key "alias/${K}" --policy file://p.json $EXTRA',
    found: [['kinesis:CreateStream create-stream', { StreamName: '??', Key: 'alias/{}', Policy: '??', '…': true }]],
  },
  {
    name: 'copies to buckets only',
    text: 'aws s3 cp a s3://b/k --sse\naws s3 sync --delete . s3://b --sse aws:kms --sse-kms-key-id k\naws s3 cp s3://b/k .\naws s3 mv --recursive x s3://c',
    found: [
      ['s3:PutObject cp', { Bucket: 'b', ServerSideEncryption: 'AES256' }],
      ['s3:PutObject sync', { Bucket: 'b', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'k' }],
      ['s3:PutObject mv', { Bucket: 'c' }],
    ],
  },
  {
    name: 'client switches',
    text: 'aws --endpoint-url http://host:4566 --no-verify-ssl sqs list-queues',
    found: [['sdk:Client --endpoint-url', { service: 'sqs', endpoint: 'http://host:4566', verify: false }]],
  },
  {
    name: 'commands inside commands, comments, heredocs, pipes',
    text: 'if X=$(aws kms create-key --origin "$(cat o)"); then # aws sns create-topic\ncat <<EOF > f\naws rds delete-db-instance\nEOF\necho a | aws sns publish --message -\nfi',
    found: [
      ['kms:CreateKey create-key', { Origin: '??' }],
      ['sns:Publish publish', { Message: '-' }],
    ],
  },
  {
    name: 'a heredoc that is never closed does not swallow the rest',
    text: 'cat <<EOF\nx\naws sns create-topic --name a',
    found: [['sns:CreateTopic create-topic', { Name: 'a' }]],
  },
  {
    name: 'Makefile',
    path: 'Makefile',
    text: 'deploy:\n\t@aws s3 cp $(FILE) s3://b/$(KEY)\n',
    found: [['s3:PutObject cp', { Bucket: 'b' }]],
  },
  {
    name: 'Dockerfile',
    path: 'docker/Dockerfile',
    text: 'FROM x\nRUN pip install awscli && \\\n    aws configservice put-delivery-channel --name d\n',
    found: [['config:PutDeliveryChannel put-delivery-channel', { Name: 'd' }]],
  },
  {
    name: 'workflow: only run steps',
    path: '.github/workflows/ci.yml',
    text: 'jobs:\n  a:\n    steps:\n      - name: aws sns create-topic --name no\n        run: |\n          aws sqs create-queue \\\n            --queue-name ${{ env.Q }}\n      - run: aws sns create-topic --name one\n      - run: "aws sns create-topic --name two"\n',
    found: [
      ['sqs:CreateQueue create-queue', { QueueName: '??' }],
      ['sns:CreateTopic create-topic', { Name: 'one' }],
      ['sns:CreateTopic create-topic', { Name: 'two' }],
    ],
  },
];

const on: NewValue = { kind: 'scalar', value: true };
const segments = (path: string): Segment[] =>
  path.split('.').map((p) => ({ name: p.replace('[]', ''), list: p.endsWith('[]') }));
const set = (path: string, value: NewValue): Change => ({ kind: 'set', path: segments(path), value });

const EDITS: readonly (readonly [string, string, Change, string])[] = [
  [
    'append',
    'aws rds create-db-instance --engine x > log',
    set('StorageEncrypted', on),
    'aws rds create-db-instance --engine x --storage-encrypted > log',
  ],
  [
    'append to lines',
    'aws x y \\\n    --a b\nnext',
    set('KmsKeyId', { kind: 'scalar', value: 'alias/my key' }),
    "aws x y \\\n    --a b \\\n    --kms-key-id 'alias/my key'\nnext",
  ],
  [
    'replace a flag',
    'aws rds create-db-cluster --no-storage-encrypted --x',
    set('StorageEncrypted', on),
    'aws rds create-db-cluster --storage-encrypted --x',
  ],
  [
    'replace a value',
    'aws x y --kms-key-id a --b',
    set('KmsKeyId', { kind: 'raw', text: '"$KEY"' }),
    'aws x y --kms-key-id "$KEY" --b',
  ],
  [
    'JSON',
    'aws s3api put-x',
    set('Config.Rules[].A', { kind: 'scalar', value: 'b' }),
    `aws s3api put-x --config '{"Rules":[{"A":"b"}]}'`,
  ],
  [
    'copies',
    'aws s3 cp a s3://b',
    set('ServerSideEncryption', { kind: 'scalar', value: 'aws:kms' }),
    'aws s3 cp a s3://b --sse aws:kms',
  ],
  [
    'put-object',
    'aws s3api put-object',
    set('SSEKMSKeyId', { kind: 'scalar', value: 'k' }),
    'aws s3api put-object --ssekms-key-id k',
  ],
  ['remove a line', 'aws x y \\\n  --b c \\\n  --d e', { kind: 'remove', path: segments('B') }, 'aws x y \\\n  --d e'],
];

describe('shell adapter', () => {
  for (const { name, path = 'a.sh', text, found } of CASES) {
    it(name, () => {
      assert.ok(shell.claims(path, text));
      const { resources } = readUnit(text, path);
      assert.deepEqual(
        resources.map((r) => [`${r.type} ${text.slice(r.head.start, r.head.end)}`, plain(r.body)]),
        found,
      );
    });
  }

  for (const [name, before, change, after] of EDITS) {
    it(`edit: ${name}`, () => {
      const unit = readUnit(before);
      const [resource] = unit.resources;
      assert.ok(resource);
      const result = shell.edit(unit, resource, change);
      assert.ok(result.ok);
      assert.equal(applyEdits(before, result.edits), after);
    });
  }

  it('has exact spans', () => {
    const text = 'x=1; aws sns create-topic --name "t" && y';
    const [topic] = readUnit(text).resources;
    const entry = topic?.body.entries[0];
    assert.ok(topic && entry);
    const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.deepEqual(
      [at(topic.span), at(entry.keySpan), at(entry.value.span)],
      ['aws sns create-topic --name "t"', '--name', '"t"'],
    );
  });

  it('reads every prefix, and leaves other files alone', () => {
    for (const { text, path = 'a.sh' } of CASES) {
      for (let end = 0; end <= text.length; end++) {
        for (const { span, head } of readUnit(text.slice(0, end), path).resources) {
          assert.ok(span.start <= head.start && head.end <= span.end && span.end <= end);
        }
      }
    }
    assert.equal(shell.claims('a.yml', 'run: aws s3 ls'), false);
    assert.equal(shell.claims('a.sh', 'echo lawsuit'), false);
  });
});
