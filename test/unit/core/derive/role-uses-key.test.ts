// Which roles get through both locks of a key: its policy and IAM. The verdict and the place, for every way in which a role gets permissions.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

type Found = readonly [verdict: 'fail' | 'unknown', on: string];

interface Case {
  readonly name: string;
  /** The arguments of the key and of the role, and other resources. */
  readonly key?: string;
  readonly role?: string;
  readonly around: string;
  readonly found: Found | undefined;
}

const RULE = 'codebuild-role-without-key';
const ROLE: Found = ['fail', '"aws_iam_role"'];
const KEY: Found = ['fail', 'policy'];
const UNKNOWN: Found = ['unknown', 'aws_kms_key.main.arn'];
const USE = '["kms:GenerateDataKey", "kms:Decrypt"]';

function allow(action: string, resource: string, more = ''): string {
  return `jsonencode({ Statement = [{ Effect = "Allow", Action = ${action}, Resource = ${resource}${more} }] })`;
}

function inline(policy: string): string {
  return `resource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.main.id\n  policy = ${policy}\n}`;
}

function attach(arn: string, role = 'aws_iam_role.main.name'): string {
  return `resource "aws_iam_role_policy_attachment" "a" {\n  role = ${role}\n  policy_arn = ${arn}\n}`;
}

function keyPolicy(principal: string, action = '"kms:*"', more = ''): string {
  return `policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = ${principal}, Action = ${action}, Resource = "*"${more} }] })`;
}

const S3 = allow('"s3:*"', '"*"');
const CASES: readonly Case[] = [
  { name: 'IAM allows it on the key', around: inline(allow(USE, 'aws_kms_key.main.arn')), found: undefined },
  { name: 'IAM allows it on everything', around: inline(allow('"kms:*"', '"*"')), found: undefined },
  {
    name: 'IAM allows it on every key',
    around: inline(allow(USE, '"arn:aws:kms:*:111122223333:key/*"')),
    found: undefined,
  },
  { name: 'IAM allows something else', around: inline(S3), found: ROLE },
  { name: 'IAM allows a part of it', around: inline(allow('"kms:Decrypt"', '"*"')), found: ROLE },
  {
    name: 'IAM allows it on another key',
    around: `resource "aws_kms_key" "other" {}\n${inline(allow(USE, 'aws_kms_key.other.arn'))}`,
    found: ROLE,
  },
  { name: 'IAM allows it on a key that is not known', around: inline(allow(USE, 'var.unknown')), found: UNKNOWN },
  {
    name: 'IAM allows it on the key in a text',
    around: inline(
      '<<-E\n{"Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"${aws_kms_key.main.arn}"}]}\nE\n',
    ),
    found: undefined,
  },
  {
    name: 'IAM allows all but some resources',
    around: inline(
      'jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:*", NotResource = "arn:aws:s3:::a" }] })',
    ),
    found: UNKNOWN,
  },
  {
    name: 'IAM allows it by way of a service',
    around: inline(
      allow(USE, '"*"', ', Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }'),
    ),
    found: undefined,
  },
  {
    name: 'IAM allows it under another condition',
    around: inline(allow(USE, '"*"', ', Condition = { StringEquals = { "aws:RequestedRegion" = "eu-west-1" } }')),
    found: UNKNOWN,
  },
  {
    name: 'a policy inside the role',
    role: `inline_policy {\n    policy = ${allow(USE, '"*"')}\n  }`,
    around: '',
    found: undefined,
  },
  { name: 'no policy is to be seen', around: '', found: UNKNOWN },
  { name: 'a policy that is not known', around: inline('var.unknown'), found: UNKNOWN },
  { name: 'one more policy that is not known', around: `${inline(S3)}\n${attach('var.unknown')}`, found: UNKNOWN },
  {
    name: 'an attached policy of the unit',
    around: `resource "aws_iam_policy" "q" {\n  policy = ${allow(USE, 'aws_kms_key.main.arn')}\n}\n${attach('aws_iam_policy.q.arn')}`,
    found: undefined,
  },
  {
    name: 'an attached policy of the unit that allows something else',
    around: `resource "aws_iam_policy" "q" {\n  policy = ${S3}\n}\n${attach('aws_iam_policy.q.arn')}`,
    found: ROLE,
  },
  {
    name: 'an AWS-managed policy without keys',
    around: attach('"arn:aws:iam::aws:policy/AmazonS3FullAccess"'),
    found: ROLE,
  },
  {
    name: 'an AWS-managed policy with all',
    around: attach('"arn:aws:iam::aws:policy/AdministratorAccess"'),
    found: undefined,
  },
  {
    name: 'an AWS-managed policy that is not known here',
    around: attach('"arn:aws:iam::aws:policy/New"'),
    found: UNKNOWN,
  },
  {
    name: 'attached by the name of the role',
    role: 'name = "build"',
    around: attach('"arn:aws:iam::aws:policy/AdministratorAccess"', '"build"'),
    found: undefined,
  },
  {
    name: 'attached to a role that is not known',
    around: `${inline(S3)}\n${attach('"arn:aws:iam::aws:policy/ReadOnlyAccess"', 'var.unknown')}`,
    found: UNKNOWN,
  },
  {
    name: 'the key names the role: IAM is not asked',
    key: keyPolicy('{ AWS = aws_iam_role.main.arn }', USE),
    around: inline(S3),
    found: undefined,
  },
  {
    name: 'the key names the role by its ARN',
    key: keyPolicy('{ AWS = "arn:aws:iam::111122223333:role/ci/build" }'),
    role: 'name = "build"',
    around: inline(S3),
    found: undefined,
  },
  {
    name: 'the key names the role for too little',
    key: keyPolicy('{ AWS = aws_iam_role.main.arn }', '"kms:Decrypt"'),
    around: inline(allow(USE, '"*"')),
    found: KEY,
  },
  {
    name: 'the key names a service only',
    key: keyPolicy('{ Service = "s3.amazonaws.com" }'),
    around: inline(allow(USE, '"*"')),
    found: KEY,
  },
  {
    name: 'the key leaves it to IAM',
    key: keyPolicy('{ AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }'),
    around: inline(allow(USE, '"*"')),
    found: undefined,
  },
  {
    name: 'the key leaves it to IAM, which does not allow it',
    key: keyPolicy('{ AWS = "111122223333" }'),
    around: inline(S3),
    found: ROLE,
  },
  {
    name: 'the key leaves too little to IAM',
    key: keyPolicy('{ AWS = "arn:aws:iam::111122223333:root" }', '"kms:Describe*"'),
    around: inline(allow(USE, '"*"')),
    found: KEY,
  },
  {
    name: 'the key admits everybody of the account by way of a service',
    key: keyPolicy('"*"', '"kms:*"', ', Condition = { StringEquals = { "kms:CallerAccount" = "111122223333" } }'),
    around: inline(S3),
    found: undefined,
  },
  {
    name: 'the key names somebody who is not known',
    key: keyPolicy('{ AWS = var.unknown }'),
    around: inline(S3),
    found: UNKNOWN,
  },
  {
    name: 'a grant may do without statements',
    around: `${inline(S3)}\nresource "aws_kms_grant" "g" {\n  key_id = aws_kms_key.main.key_id\n  grantee_principal = aws_iam_role.main.arn\n}`,
    found: UNKNOWN,
  },
];

function unitOf({ key = '', role = '', around }: Case): string {
  return `variable "unknown" {}
data "aws_caller_identity" "me" {}
resource "aws_kms_key" "main" {
  ${key}
}
resource "aws_iam_role" "main" {
  ${role}
}
${around}
resource "aws_codebuild_project" "build" {
  service_role   = aws_iam_role.main.arn
  encryption_key = aws_kms_key.main.arn
}
`;
}

function judge(text: string, path = 'main.tf'): { readonly found: Found; readonly message: string } | undefined {
  const finding = findingsIn(memoryProject({ [path]: text }, allKinds()), path).find(({ rule }) => rule.id === RULE);
  return (
    finding && {
      found: [finding.verdict, text.slice(finding.span.start, finding.span.end)],
      message: finding.message,
    }
  );
}

describe('roles that use a key', () => {
  for (const one of CASES) {
    it(one.name, () => {
      assert.deepEqual(judge(unitOf(one))?.found, one.found);
    });
  }

  it('names the role, the key, the actions, and who needs them', () => {
    const text = unitOf({ name: '', around: inline(allow('"kms:Decrypt"', '"*"')), found: undefined });
    assert.equal(
      judge(text)?.message,
      'The service role of the build project may not use its key: no policy allows aws_iam_role.main to use ' +
        'aws_kms_key.main for kms:GenerateDataKey*, which aws_codebuild_project.build needs.',
    );
  });

  it('does not know a role outside', () => {
    const text = unitOf({ name: '', around: inline(S3), found: undefined });
    const outside = text.replace('= aws_iam_role.main.arn\n  enc', '= "arn:aws:iam::111122223333:role/build"\n  enc');
    assert.deepEqual(judge(outside)?.found, ['unknown', '"arn:aws:iam::111122223333:role/build"']);
  });

  for (const [name, policies, found] of [
    ['a policy with the role among its roles', 'AWS::IAM::Policy', undefined],
    ['a managed policy with the role among its roles', 'AWS::IAM::ManagedPolicy', undefined],
  ] as const) {
    it(`CloudFormation: ${name}`, () => {
      const text = `Resources:
  Key: { Type: AWS::KMS::Key, Properties: {} }
  Role: { Type: AWS::IAM::Role, Properties: {} }
  More:
    Type: ${policies}
    Properties:
      Roles: [!Ref Role]
      PolicyDocument:
        Statement: { Effect: Allow, Action: "kms:*", Resource: !GetAtt Key.Arn }
  Build:
    Type: AWS::CodeBuild::Project
    Properties: { ServiceRole: !GetAtt Role.Arn, EncryptionKey: !Ref Key }
`;
      assert.equal(judge(text, 'template.yaml')?.found, found);
      assert.deepEqual(judge(text.replace('kms:*', 's3:*'), 'template.yaml')?.found, ['fail', 'AWS::IAM::Role']);
    });
  }
});
