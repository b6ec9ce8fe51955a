// Statements that fixes add to policies which are there: where they stand, how they look, and where none is offered.
import assert from 'node:assert/strict';
import { applyPlan } from '../../../server/core/apply-plan';
import { allKinds } from '../../support/kinds';
import { applyFix, failureOf, findingsIn, fixesOf, memoryProject } from '../../support/memory-project';

interface PolicyCase {
  readonly does: string;
  readonly path: string;
  readonly rule: string;
  /** `@` marks where the fix inserts; what it inserts is in `added`, in order. */
  readonly text: string;
  readonly added: readonly string[];
}

const BUCKET = 'resource "aws_s3_bucket" "data" {\n  bucket = "data"\n}\n\n';

const CASES: readonly PolicyCase[] = [
  {
    does: "texts of JSON in Terraform's JSON, escaped once more",
    path: 'main.tf.json',
    rule: 's3-bucket-policy-allows-http',
    text: String.raw`{
  "resource": {
    "aws_s3_bucket": { "data": { "bucket": "data" } },
    "aws_s3_bucket_policy": {
      "data": {
        "bucket": "${'$'}{aws_s3_bucket.data.id}",
        "policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}@]}"
      }
    }
  }
}
`,
    added: [
      String.raw`,{\"Sid\":\"DenyPlainHttp\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":[\"${'$'}{aws_s3_bucket.data.arn}\",\"${'$'}{aws_s3_bucket.data.arn}/*\"],\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}`,
    ],
  },
  {
    does: "jsonencode in a text of Terraform's JSON, on one line as it is",
    path: 'main.tf.json',
    rule: 's3-bucket-policy-allows-http',
    text: String.raw`{
  "resource": {
    "aws_s3_bucket": { "data": { "bucket": "data" } },
    "aws_s3_bucket_policy": {
      "data": {
        "bucket": "${'$'}{aws_s3_bucket.data.id}",
        "policy": "${'$'}{jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"s3:GetObject\", Resource = \"${'$'}{aws_s3_bucket.data.arn}/*\" }@] })}"
      }
    }
  }
}
`,
    added: [
      String.raw`, { Sid = \"DenyPlainHttp\", Effect = \"Deny\", Principal = \"*\", Action = \"s3:*\", Resource = [aws_s3_bucket.data.arn, \"${'$'}{aws_s3_bucket.data.arn}/*\"], Condition = { Bool = { \"aws:SecureTransport\" = \"false\" } } }`,
    ],
  },
  {
    does: "jsonencode in a text of Terraform's JSON, on lines as it is",
    path: 'main.tf.json',
    rule: 's3-bucket-policy-allows-http',
    text: String.raw`{
  "resource": {
    "aws_s3_bucket": { "data": { "bucket": "data" } },
    "aws_s3_bucket_policy": {
      "data": {
        "bucket": "${'$'}{aws_s3_bucket.data.id}",
        "policy": "${'$'}{jsonencode({\n  Statement = [\n    { Effect = \"Allow\", Action = \"s3:GetObject\", Resource = \"*\" },@\n  ]\n})}"
      }
    }
  }
}
`,
    added: [
      String.raw`\n    {\n      Sid       = \"DenyPlainHttp\"\n      Effect    = \"Deny\"\n      Principal = \"*\"\n      Action    = \"s3:*\"\n      Resource  = [aws_s3_bucket.data.arn, \"${'$'}{aws_s3_bucket.data.arn}/*\"]\n      Condition = { Bool = { \"aws:SecureTransport\" = \"false\" } }\n    },`,
    ],
  },
  {
    does: 'policies of the awscc provider, with references of Terraform',
    path: 'main.tf',
    rule: 's3-bucket-policy-allows-http',
    text: `resource "awscc_s3_bucket" "data" {
  bucket_name = "data"
}

resource "awscc_s3_bucket_policy" "data" {
  bucket = awscc_s3_bucket.data.id
  policy_document = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "111122223333" }
        Action    = "s3:GetObject"
        Resource  = "*"
      },@
    ]
  })
}
`,
    added: [
      `
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [awscc_s3_bucket.data.arn, "\${awscc_s3_bucket.data.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },`,
    ],
  },
  {
    does: 'JSON templates with their own indentation and long calls',
    path: 'template.json',
    rule: 's3-bucket-policy-allows-http',
    text: `{
    "Resources": {
        "Data": { "Type": "AWS::S3::Bucket" },
        "Policy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
                "Bucket": { "Ref": "Data" },
                "PolicyDocument": {
                    "Statement": [
                        {
                            "Sid": "DenyPlainHttp",
                            "Effect": "Allow",
                            "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
                            "Action": "s3:GetObject",
                            "Resource": "*"
                        }@
                    ]
                }
            }
        }
    }
}
`,
    added: [
      `,
                        {
                            "Sid": "DenyPlainHttp2",
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "s3:*",
                            "Resource": [{ "Fn::GetAtt": ["Data", "Arn"] }, { "Fn::Sub": "\${Data.Arn}/*" }],
                            "Condition": {
                                "Bool": {
                                    "aws:SecureTransport": "false"
                                }
                            }
                        }`,
    ],
  },
  {
    does: 'YAML templates, by the name of a bucket that lies outside',
    path: 'template.yaml',
    rule: 's3-bucket-policy-allows-http',
    text: `Resources:
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: data # made by hand
      PolicyDocument:
        Statement:
        - Effect: Allow
          Principal: '*'
          Action: s3:GetObject
          Resource: !Sub 'arn:\${AWS::Partition}:s3:::data/*' # objects@
`,
    added: [
      `
        - Sid: DenyPlainHttp
          Effect: Deny
          Principal: '*'
          Action: s3:*
          Resource:
          - !Sub 'arn:\${AWS::Partition}:s3:::data'
          - !Sub 'arn:\${AWS::Partition}:s3:::data/*'
          Condition:
            Bool:
              aws:SecureTransport: 'false'`,
    ],
  },
  {
    does: 'jsonencode, with items on lines of their own and without a comma at the end',
    path: 'main.tf',
    rule: 's3-bucket-policy-allows-http',
    text: `${BUCKET}resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "s3:GetObject", Resource = "*" }@ # readers@
    ]
  })
}
`,
    added: [
      ',',
      `
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.data.arn, "\${aws_s3_bucket.data.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }`,
    ],
  },
  {
    does: 'jsonencode with [{ and }] as terraform fmt has it',
    path: 'main.tf',
    rule: 's3-bucket-policy-allows-http',
    text: `${BUCKET}resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "111122223333" }
      Action    = "s3:GetObject"
      Resource  = "*"
    @}@]
  })
}
`,
    added: [
      '  ',
      `, {
      Sid       = "DenyPlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.data.arn, "\${aws_s3_bucket.data.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }`,
    ],
  },
  {
    does: 'JSON in a heredoc',
    path: 'main.tf',
    rule: 's3-bucket-policy-allows-http',
    text: `${BUCKET}resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "111122223333" },
          "Action": "s3:GetObject",
          "Resource": "\${aws_s3_bucket.data.arn}/*"
        }@
      ]
    }
  EOF
}
`,
    added: [
      `,
        {
          "Sid": "DenyPlainHttp",
          "Effect": "Deny",
          "Principal": "*",
          "Action": "s3:*",
          "Resource": ["\${aws_s3_bucket.data.arn}", "\${aws_s3_bucket.data.arn}/*"],
          "Condition": {
            "Bool": {
              "aws:SecureTransport": "false"
            }
          }
        }`,
    ],
  },
  {
    does: 'a policy document of Terraform',
    path: 'main.tf',
    rule: 's3-bucket-policy-allows-http',
    text: `${BUCKET}data "aws_iam_policy_document" "data" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }@
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = data.aws_iam_policy_document.data.json
}
`,
    added: [
      `

  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.data.arn, "\${aws_s3_bucket.data.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }`,
    ],
  },
  {
    does: 'the policy of a key, with the name that the module has for the region',
    path: 'main.tf',
    rule: 'logs-group-key-not-admitted',
    text: `data "aws_region" "here" {}

data "aws_partition" "here" {}

data "aws_caller_identity" "me" {}

resource "aws_kms_key" "logs" {
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" },@
    ]
  })
}

resource "aws_cloudwatch_log_group" "orders" {
  kms_key_id = aws_kms_key.logs.arn
}
`,
    added: [
      `
      {
        Sid       = "AllowLogs"
        Effect    = "Allow"
        Principal = { Service = "logs.\${data.aws_region.here.name}.\${data.aws_partition.here.dns_suffix}" }
        Action = [
          "kms:Encrypt*",
          "kms:Decrypt*",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:Describe*",
        ]
        Resource  = "*"
        Condition = { StringLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:\${data.aws_partition.here.partition}:logs:\${data.aws_region.here.name}:\${data.aws_caller_identity.me.account_id}:*" } }
      },`,
    ],
  },
  {
    does: 'the policy of a key that is to be used, in the same edit',
    path: 'template.yaml',
    rule: 'events-bus-no-customer-key',
    text: `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
      KeyPolicy:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }
            Action: kms:*
            Resource: "*"@
  Orders:
    Type: AWS::Events::EventBus
    Properties:
      Name: orders@
`,
    added: [
      `
          - Sid: AllowEvents
            Effect: Allow
            Principal:
              Service: events.amazonaws.com
            Action:
              - kms:DescribeKey
              - kms:GenerateDataKey
              - kms:Decrypt
            Resource: "*"`,
      `
      KmsKeyIdentifier: !GetAtt Key.Arn`,
    ],
  },
];

describe('statements are merged into', () => {
  for (const { does, path, rule, text, added } of CASES) {
    it(does, () => {
      const before = text.replaceAll('@', '');
      const project = memoryProject({ [path]: before }, allKinds());
      const finding = failureOf(project, path, rule);
      const [plan] = fixesOf(project, path, finding);
      assert.ok(plan, 'there is a fix');
      const pieces = text.split('@');
      assert.equal(applyFix(project, path, plan), pieces.map((piece, i) => piece + (added[i] ?? '')).join(''));
    });
  }

  it('a policy document in another file of the module', () => {
    const policy = 'data "aws_iam_policy_document" "data" {\n  statement {\n    actions = ["s3:GetObject"]\n  }\n}\n';
    const main = `${BUCKET}resource "aws_s3_bucket_policy" "data" {\n  bucket = aws_s3_bucket.data.id\n  policy = data.aws_iam_policy_document.data.json\n}\n`;
    const project = memoryProject({ 'main.tf': main, 'policy.tf': policy }, allKinds());
    const judged = project.judge('main.tf');
    const finding = judged?.analysis.findings.find(({ rule }) => rule.id === 's3-bucket-policy-allows-http');
    assert.ok(judged && finding, 'there is a finding');
    const [plan] = fixesOf(project, 'main.tf', finding);
    assert.ok(plan, 'there is a fix');
    const applied = applyPlan(plan, judged.unit, judged.adapter, () => undefined);
    assert.deepEqual(applied.ok && [...applied.texts.keys()], ['file:///policy.tf']);
  });
});

interface NoFix {
  readonly does: string;
  readonly path: string;
  readonly rule: string;
  readonly text: string;
}

const POLICY = 'policy = data.aws_iam_policy_document.all.json';

const NOT_OFFERED: readonly NoFix[] = [
  {
    does: 'two buckets share the document',
    path: 'main.tf',
    rule: 's3-bucket-policy-allows-http',
    text: `data "aws_iam_policy_document" "all" {\n  statement {\n    actions = ["s3:GetObject"]\n  }\n}\n\n${BUCKET}resource "aws_s3_bucket_policy" "a" {\n  bucket = "a"\n  ${POLICY}\n}\n\nresource "aws_s3_bucket_policy" "b" {\n  bucket = "b"\n  ${POLICY}\n}\n`,
  },
  {
    does: 'the bucket stands for several',
    path: 'main.tf',
    rule: 's3-bucket-policy-allows-http',
    text: 'resource "aws_s3_bucket" "all" {\n  for_each = toset(["a", "b"])\n  bucket   = each.key\n}\n\nresource "aws_s3_bucket_policy" "all" {\n  for_each = aws_s3_bucket.all\n  bucket   = aws_s3_bucket.all["a"].id\n  policy   = jsonencode({ Statement = [] })\n}\n',
  },
  {
    does: 'the policy is a local value',
    path: 'main.tf',
    rule: 's3-bucket-policy-allows-http',
    text: 'locals {\n  policy = jsonencode({ Statement = [] })\n}\n\nresource "aws_s3_bucket_policy" "a" {\n  bucket = "a"\n  policy = local.policy\n}\n',
  },
];

describe('no statement is added where', () => {
  for (const { does, path, rule, text } of NOT_OFFERED) {
    it(does, () => {
      const project = memoryProject({ [path]: text }, allKinds());
      const finding = failureOf(project, path, rule);
      assert.deepEqual(fixesOf(project, path, finding), []);
    });
  }
});

describe('policy documents in JSON of Terraform', () => {
  it('get the statement as a block among the others', () => {
    const document = { statement: [{ sid: 'Read', actions: ['s3:GetObject'], resources: ['*'] }] };
    const bucket = '${aws_s3_bucket.data.id}';
    const policy = '${data.aws_iam_policy_document.data.json}';
    const before = {
      data: { aws_iam_policy_document: { data: document } },
      resource: {
        aws_s3_bucket: { data: { bucket: 'data' } },
        aws_s3_bucket_policy: { data: { bucket, policy } },
      },
    };
    const project = memoryProject({ 'main.tf.json': JSON.stringify(before, null, 2) }, allKinds());
    const finding = findingsIn(project, 'main.tf.json').find(({ rule }) => rule.id === 's3-bucket-policy-allows-http');
    const plan = finding && fixesOf(project, 'main.tf.json', finding)[0];
    assert.ok(plan, 'there is a fix');
    const after = JSON.parse(applyFix(project, 'main.tf.json', plan)) as typeof before;
    assert.deepEqual(after.data.aws_iam_policy_document.data.statement, [
      document.statement[0],
      {
        sid: 'DenyPlainHttp',
        effect: 'Deny',
        actions: ['s3:*'],
        resources: ['${aws_s3_bucket.data.arn}', '${aws_s3_bucket.data.arn}/*'],
        principals: [{ type: '*', identifiers: ['*'] }],
        condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
      },
    ]);
    assert.deepEqual(after.resource, before.resource);
  });
});
