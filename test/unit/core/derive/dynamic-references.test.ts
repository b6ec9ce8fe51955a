// Dynamic references of CloudFormation in policies: what they give is known at deployment only, so it is neither an account nor everybody.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

type Verdict = 'fail' | 'unknown' | 'silent';

interface Case {
  readonly name: string;
  /** Replaces a part of a statement that is fine as it is. */
  readonly parts: Readonly<Record<string, unknown>>;
  readonly verdict: Verdict;
}

const DENIAL = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

const DENIALS: readonly Case[] = [
  { name: 'a denial without one', parts: {}, verdict: 'silent' },
  { name: 'whom it denies', parts: { Principal: { AWS: '{{resolve:ssm:/app/who}}' } }, verdict: 'unknown' },
  { name: 'the whole principal', parts: { Principal: '{{resolve:secretsmanager:who}}' }, verdict: 'unknown' },
  { name: 'what it denies', parts: { Action: ['{{resolve:ssm:/app/action}}'] }, verdict: 'unknown' },
  { name: 'the effect', parts: { Effect: '{{resolve:ssm:/app/effect}}' }, verdict: 'unknown' },
  { name: 'a resource', parts: { Resource: ['arn:aws:s3:::data', '{{resolve:ssm:/app/arn}}'] }, verdict: 'unknown' },
  {
    name: 'a part of each resource',
    parts: { Resource: ['arn:aws:s3:::{{resolve:ssm:/name}}', 'arn:aws:s3:::{{resolve:ssm:/name:1}}/*'] },
    verdict: 'silent',
  },
  {
    name: 'a part of a resource, where the other is missing',
    parts: { Resource: 'arn:aws:s3:::{{resolve:ssm:/name}}/*' },
    verdict: 'fail',
  },
  {
    name: 'the value of the condition',
    parts: { Condition: { Bool: { 'aws:SecureTransport': '{{resolve:ssm:/app/tls}}' } } },
    verdict: 'unknown',
  },
  {
    name: 'the account that it denies',
    parts: { Principal: { AWS: 'arn:aws:iam::{{resolve:ssm:/app/account}}:root' } },
    verdict: 'fail',
  },
];

const FORMS: Readonly<Record<string, (properties: string) => readonly [path: string, text: string]>> = {
  JSON: (policy) => ['template.json', policy],
  YAML: (policy) => ['template.yaml', policy.replace(/^/gm, '  ')],
};

function template(document: unknown): string {
  const Policy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Data' }, PolicyDocument: document } };
  return JSON.stringify({ Resources: { Data: { Type: 'AWS::S3::Bucket' }, Policy } }, null, 2);
}

function verdictOf(path: string, text: string, rule: string): Verdict {
  const found = findingsIn(memoryProject({ [path]: text }, allKinds()), path);
  return found.find((finding) => finding.rule.id === rule)?.verdict ?? 'silent';
}

describe('dynamic references in policies', () => {
  for (const { name, parts, verdict } of DENIALS) {
    const document = { Statement: [{ ...DENIAL, ...parts }] };
    for (const [form, write] of Object.entries(FORMS)) {
      for (const [sort, policy] of Object.entries({ object: document, text: JSON.stringify(document) })) {
        it(`${name} is ${verdict}, in ${form}, as ${sort}`, () => {
          const [path, text] = write(template(policy));
          assert.equal(verdictOf(path, text, 's3-bucket-policy-allows-http'), verdict);
        });
      }
    }
  }

  const principals: readonly (readonly [principal: string, verdict: Verdict])[] = [
    ['"*"', 'fail'],
    ['"{{resolve:ssm:/app/who}}"', 'unknown'],
    ['!Sub "{{resolve:ssm:/${AWS::StackName}/who}}"', 'unknown'],
    ['{ AWS: "arn:aws:iam::{{resolve:ssm:/app/account}}:root" }', 'silent'],
    ['{ AWS: !Sub "arn:aws:iam::{{resolve:ssm:/${AWS::StackName}/account}}:root" }', 'silent'],
  ];
  for (const [principal, verdict] of principals) {
    it(`a key open to ${principal} is ${verdict}`, () => {
      const statement = `{ Effect: Allow, Principal: ${principal}, Action: kms:Decrypt, Resource: "*" }`;
      const text = `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - ${statement}
`;
      assert.equal(verdictOf('template.yaml', text, 'kms-key-open-to-world'), verdict);
    });
  }

  it('does not say that a key keeps a role out that the reference may name', () => {
    const text = `Resources:
  Role: { Type: AWS::IAM::Role, Properties: { RoleName: builder } }
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - { Effect: Allow, Principal: { AWS: "WHO" }, Action: "kms:*", Resource: "*" }
  Build: { Type: AWS::CodeBuild::Project, Properties: { EncryptionKey: !GetAtt Key.Arn, ServiceRole: !GetAtt Role.Arn } }
`;
    const rule = 'codebuild-role-without-key';
    const other = 'arn:aws:iam::111122223333:role/other';
    assert.equal(verdictOf('template.yaml', text.replace('WHO', other), rule), 'fail');
    assert.equal(verdictOf('template.yaml', text.replace('WHO', '{{resolve:ssm:/app/role}}'), rule), 'unknown');
  });
});
