// Edits: arguments are added, replaced and removed in the style of the code around.
import assert from 'node:assert/strict';
import type { Change } from '../../../../server/core/resource';
import { edited, pathOf, setting } from './helper';

const HEAD = 'import boto3\nc = boto3.client("x")\n';
const remove = (path: string): Change => ({ kind: 'remove', path: pathOf(path) });

/** Name, code, change, expected code. */
const EDITS: readonly (readonly [string, string, Change, string])[] = [
  ['no arguments yet', 'c.put_it()', setting('K', true), 'c.put_it(K=True)'],
  ['on the same line', 'c.put_it(A=1)', setting('K', 'v'), 'c.put_it(A=1, K="v")'],
  ['behind a trailing comma', 'c.put_it(A=1,)', setting('K', 2), 'c.put_it(A=1, K=2)'],
  [
    'in the quotes of the file',
    "c.put_it(A='a', B='b', C='c')",
    setting('K', 'v'),
    "c.put_it(A='a', B='b', C='c', K='v')",
  ],
  [
    'on a line of its own',
    'c.put_it(\n    A=1,\n    B=2,\n)',
    setting('K', 3),
    'c.put_it(\n    A=1,\n    B=2,\n    K=3,\n)',
  ],
  ['without a trailing comma', 'c.put_it(\n\tA=1\n)', setting('K', 3), 'c.put_it(\n\tA=1,\n\tK=3\n)'],
  [
    'aligned with the bracket',
    'c.put_it(A=1,\n         B=2)',
    setting('K', 3),
    'c.put_it(A=1,\n         B=2,\n         K=3)',
  ],
  ['behind a comment', 'c.put_it(\n    A=1,  # one\n)', setting('K', 3), 'c.put_it(\n    A=1,  # one\n    K=3,\n)'],
  [
    'behind a comment without a comma',
    'c.put_it(\n    A=1  # one\n)',
    setting('K', 3),
    'c.put_it(\n    A=1,  # one\n    K=3\n)',
  ],
  [
    'behind a dict that goes over lines',
    'c.put_it(A={\n    "b": 1\n})',
    setting('K', 3),
    'c.put_it(A={\n    "b": 1\n}, K=3)',
  ],
  ['replaces a value', 'c.put_it(K=False, A=1)', setting('K', true), 'c.put_it(K=True, A=1)'],
  ['replaces a name', 'c.put_it(K=k)', setting('K', true), 'c.put_it(K=True)'],
  ['in a dict', 'c.put_it(A={"b": 1})', setting('A.K', 'v'), 'c.put_it(A={"b": 1, "K": "v"})'],
  ['in an empty dict', 'c.put_it(A={})', setting('A.K', 'v'), 'c.put_it(A={"K": "v"})'],
  ['in a dict call', 'c.put_it(A=dict(b=1))', setting('A.K', 'v'), 'c.put_it(A=dict(b=1, K="v"))'],
  ['creates dicts', 'c.put_it()', setting('A.B.K', 'v'), 'c.put_it(A={"B": {"K": "v"}})'],
  ['creates lists', 'c.put_it()', setting('A.B[].K', 1), 'c.put_it(A={"B": [{"K": 1}]})'],
  ['in the only item', 'c.put_it(A=[{"b": 1}])', setting('A[].K', 1), 'c.put_it(A=[{"b": 1, "K": 1}])'],
  [
    'in a dict by name',
    'p = {\n    "A": 1,\n}\nc.put_it(**p)',
    setting('K', 1),
    'p = {\n    "A": 1,\n    "K": 1,\n}\nc.put_it(**p)',
  ],
  [
    'replaces in a dict by name',
    'p = {"K": 0}\nc.put_it(B=1, **p)',
    setting('K', 1),
    'p = {"K": 1}\nc.put_it(B=1, **p)',
  ],
  [
    'beside a dict by name',
    'p = {"A": 0}\nc.put_it(B=1, **p)',
    setting('K', 1),
    'p = {"A": 0}\nc.put_it(B=1, **p, K=1)',
  ],
  [
    'not beside what is not seen',
    'c.put_it(**p)',
    setting('K', 1),
    '[Some of the arguments come from a place that can’t be seen here.]',
  ],
  ['in a dict argument by name', 'a = {}\nc.put_it(A=a)', setting('A.K', 1), 'a = {"K": 1}\nc.put_it(A=a)'],
  ['raw text', 'c.put_it()', setting('K', { kind: 'raw', text: 'key["Arn"]' }), 'c.put_it(K=key["Arn"])'],
  ['with CRLF', 'c.put_it(\r\n  A=1,\r\n)', setting('K', 1), 'c.put_it(\r\n  A=1,\r\n  K=1,\r\n)'],
  ['removes an argument', 'c.put_it(A=1, K=2, B=3)', remove('K'), 'c.put_it(A=1, B=3)'],
  ['removes the last', 'c.put_it(A=1, K=2)', remove('K'), 'c.put_it(A=1)'],
  ['removes the only one', 'c.put_it(K=2)', remove('K'), 'c.put_it()'],
  ['removes a line', 'c.put_it(\n    A=1,\n    K=2,  # two\n)', remove('K'), 'c.put_it(\n    A=1,\n)'],
  ['removes from a dict', 'c.put_it(A={"K": 1, "b": 2})', remove('A.K'), 'c.put_it(A={"b": 2})'],
  ['half typed', 'c.put_it(A=1, K=', setting('K', 1), 'c.put_it(A=1, K=1'],
];

describe('python: edits', () => {
  for (const [name, code, change, expected] of EDITS) {
    it(name, () => {
      const result = edited(HEAD + code, 'x:PutIt', change);
      assert.equal(result.startsWith('[') ? result : result.slice(HEAD.length), expected);
    });
  }

  it('writes API arguments of transfers into ExtraArgs', () => {
    const head = "import boto3\nc = boto3.client('s3')\n";
    const change = setting('ServerSideEncryption', 'aws:kms');
    assert.equal(
      edited(`${head}c.upload_file('f', 'b', 'k')`, 's3:PutObject', change),
      `${head}c.upload_file('f', 'b', 'k', ExtraArgs={'ServerSideEncryption': 'aws:kms'})`,
    );
    assert.equal(
      edited(`${head}c.upload_file('f', 'b', 'k', {'ACL': 'x'})`, 's3:PutObject', change),
      `${head}c.upload_file('f', 'b', 'k', {'ACL': 'x', 'ServerSideEncryption': 'aws:kms'})`,
    );
  });

  it('spells CDK’s names as Python does, and names other constructs', () => {
    const code = "from aws_cdk import aws_s3 as s3\nkey = s3.Key(self, 'K')\ns3.Bucket(self, 'B')";
    assert.equal(
      edited(code, 'aws-s3.Bucket', setting('enforceSSL', true)),
      code.replace("'B'", "'B', enforce_ssl=True"),
    );
    const target = 'aws-s3.Key@Key#1';
    const change = setting('encryptionKey', { kind: 'ref', target, attribute: 'keyArn' });
    assert.equal(edited(code, 'aws-s3.Bucket', change), code.replace("'B'", "'B', encryption_key=key.key_arn"));
  });

  it('writes into the parameters of a call that a construct makes', () => {
    const code =
      "from aws_cdk import aws_stepfunctions_tasks as tasks\ntasks.CallAwsService(self, 'C', service='cloudwatchlogs', action='createLogGroup', parameters={'LogGroupName': 'a'})";
    assert.equal(
      edited(code, 'logs:CreateLogGroup', setting('kmsKeyId', 'k')),
      code.replace("'a'}", "'a', 'KmsKeyId': 'k'}"),
    );
  });

  it('adds nothing new', () => {
    const change: Change = { kind: 'add-resource', type: 'x', name: 'y', body: [] };
    assert.match(edited(`${HEAD}c.put_it()`, 'x:PutIt', change), /^\[Code has no resources/);
  });

  it('writes into resources of CDK for Terraform, but no expressions of Terraform', () => {
    const text = 'from imports.aws.db_instance import DbInstance\nDbInstance(self, "shop", engine="postgres")';
    assert.equal(
      edited(text, 'aws_db_instance', setting('storage_encrypted', true)),
      'from imports.aws.db_instance import DbInstance\nDbInstance(self, "shop", engine="postgres", storage_encrypted=True)',
    );
    assert.equal(
      edited(text, 'aws_db_instance', setting('kms_key_id', { kind: 'raw', text: 'aws_kms_key.main.arn' })),
      '[The value is written in the language of Terraform.]',
    );
  });
});
