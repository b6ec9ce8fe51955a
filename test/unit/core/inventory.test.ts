// The encryption inventory: the state of each aspect with its reason and its place, written by hand, in every dialect.
import assert from 'node:assert/strict';
import {
  collectInventory,
  inventoryOfPaths,
  type CellEntry,
  type InventoryEntry,
} from '../../../server/core/inventory/workspace';
import { defaultSettings, type Settings } from '../../../server/core/settings';
import { allKinds } from '../../support/kinds';
import { memoryProject } from '../../support/memory-project';

/** `what name at rest / in transit / key / rotation [classes]`, with `-` for what does not apply. */
function shortOf({ what, name, atRest, inTransit, key, rotation, classes }: InventoryEntry): string {
  const states = [atRest, inTransit, key, rotation].map((cell) => cell?.state ?? '-').join(' / ');
  return `${what} ${name} ${states}${classes.length > 0 ? ` [${classes.join(', ')}]` : ''}`;
}

function inventory(
  files: Readonly<Record<string, string>>,
  settings: Settings = defaultSettings,
): readonly InventoryEntry[] {
  const project = memoryProject(files, allKinds());
  return inventoryOfPaths(project, Object.keys(files), () => settings).entries;
}

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly rows: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'a database in CloudFormation is off, under AWS key, or under a key of the template',
    files: {
      'a.yaml': `Resources:
  Off:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: oracle-ee, StorageEncrypted: false }
  Theirs:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: oracle-ee, StorageEncrypted: true }
  Ours:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: oracle-ee, StorageEncrypted: true, KmsKeyId: !GetAtt Key.Arn }
  Key:
    Type: AWS::KMS::Key
    Properties: { EnableKeyRotation: true }
`,
    },
    rows: [
      'store Off off / - / - / -',
      'store Theirs aws-key / - / aws-key / aws',
      'store Ours customer-key / - / customer-key / on',
      'key Key - / - / customer-key / on',
    ],
  },
  {
    name: 'a Terraform bucket has the key and the policy of its companions',
    files: {
      'main.tf': `resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_alias.k.arn
    }
  }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Deny", Principal = "*", Action = "s3:*", Resource = ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
resource "aws_kms_alias" "k" {
  name          = "alias/k"
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_kms_key" "k" {
  enable_key_rotation = false
}
`,
    },
    rows: [
      'store aws_s3_bucket.b customer-key / on / customer-key / off',
      'edge aws_s3_bucket_policy.b - / on / - / -',
      'key aws_kms_key.k - / - / customer-key / off',
    ],
  },
  {
    name: 'an edge is off where it carries plain text, and partly on where its TLS is old',
    files: {
      'main.tf': `resource "aws_lb_listener" "plain" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
  port              = 80
  protocol          = "HTTP"
  default_action { type = "forward" }
}
resource "aws_lb_listener" "old" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS-1-0-2015-04"
  default_action { type = "forward" }
}
resource "aws_lb_listener" "good" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
  default_action { type = "forward" }
}
`,
    },
    rows: [
      'edge aws_lb_listener.plain - / off / - / -',
      'edge aws_lb_listener.old - / partly / - / -',
      'edge aws_lb_listener.good - / on / - / -',
    ],
  },
  {
    name: 'calls in Python are stores and edges, calls that change something are not',
    files: {
      'train.py': `import boto3
sm = boto3.client("sagemaker", verify=False)
sm.create_notebook_instance(NotebookInstanceName="n", InstanceType="ml.t3.medium", RoleArn="r", KmsKeyId="alias/ml",
    Tags=[{"Key": "data-classification", "Value": "Internal"}])
sm.update_notebook_instance(NotebookInstanceName="n")
`,
    },
    rows: [
      'edge boto3.client("sagemaker", verify=False) - / off / - / -',
      'store sagemaker:CreateNotebookInstance customer-key / - / customer-key / unknown [Internal]',
    ],
  },
  {
    name: 'what is never created is not listed, and a module is listed as it is called',
    files: {
      'main.tf': `module "db" {
  source    = "./db"
  encrypted = true
}
resource "aws_ebs_volume" "never" {
  count             = 0
  availability_zone = "eu-west-1a"
}
`,
      'db/main.tf': `variable "encrypted" { type = bool }
resource "aws_ebs_volume" "v" {
  availability_zone = "eu-west-1a"
  encrypted         = var.encrypted
  tags              = { Classification = "Public" }
}
`,
    },
    rows: ['store module.db.aws_ebs_volume.v aws-key / - / aws-key / aws [Public]'],
  },
  {
    name: 'a key that can not rotate by itself has no rotation',
    files: {
      'main.tf': `resource "aws_kms_key" "signing" {
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
}
`,
    },
    rows: ['key aws_kms_key.signing - / - / customer-key / -'],
  },
];

describe('inventory', () => {
  for (const { name, files, rows } of cases) {
    it(name, () => {
      assert.deepEqual(inventory(files).map(shortOf), rows);
    });
  }

  describe('reasons and places', () => {
    const at = (
      text: string,
      cell: CellEntry<string> | undefined,
    ): readonly [string | undefined, string | undefined] => {
      const line = cell?.at && text.split('\n')[cell.at.start.line];
      return [cell?.why, line?.slice(cell?.at?.start.column, cell?.at?.end.column)];
    };
    const only = (path: string, text: string): InventoryEntry => {
      const [entry, ...more] = inventory({ [path]: text });
      assert.ok(entry);
      assert.equal(more.length, 0);
      return entry;
    };

    it('an unknown parameter is the reason, at the place where it is used', () => {
      const text = `Parameters:
  Encrypt: { Type: String }
Resources:
  Disk:
    Type: AWS::EC2::Volume
    Properties: { Encrypted: !Ref Encrypt }
`;
      const { atRest, key, rotation } = only('a.yaml', text);
      assert.deepEqual(
        [atRest?.state, ...at(text, atRest)],
        ['unknown', 'parameter "Encrypt" has no default', '!Ref Encrypt'],
      );
      assert.equal(key?.state, 'unknown');
      assert.deepEqual([rotation?.state, rotation?.why], ['unknown', 'it is not known which key is used']);
    });

    it('of two branches the worse one counts, and the condition is named', () => {
      const text = `Parameters:
  Stage: { Type: String, AllowedValues: [prod, test] }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Disk:
    Type: AWS::EC2::Volume
    Properties: { Encrypted: !If [IsProd, true, false] }
`;
      const { atRest } = only('a.yaml', text);
      assert.deepEqual([atRest?.state, ...at(text, atRest)], ['off', 'where IsProd is false', 'false']);
    });

    it('both branches safe are safe', () => {
      const text = `Conditions:
  IsProd: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Disk:
    Type: AWS::EC2::Volume
    Properties: { Encrypted: !If [IsProd, true, true] }
`;
      assert.equal(only('a.yaml', text).atRest?.state, 'aws-key');
    });

    it('a key outside of the files is named, its rotation is not known', () => {
      const text = `resource "aws_ebs_volume" "v" {
  availability_zone = "eu-west-1a"
  encrypted         = true
  kms_key_id        = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}
`;
      const { key, rotation } = only('main.tf', text);
      assert.equal(key?.name, 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab');
      assert.deepEqual([rotation?.state, rotation?.why], ['unknown', 'the key is not part of these files']);
    });

    it('a row stands at the head of its resource', () => {
      const text = 'resource "aws_ebs_volume" "v" {\n  availability_zone = "eu-west-1a"\n  encrypted = false\n}\n';
      const { at: place, service, noun, kind, type } = only('infra/main.tf', text);
      assert.deepEqual([place.uri, place.path], ['file:///infra/main.tf', 'infra/main.tf']);
      assert.deepEqual(
        [place.start, place.end],
        [
          { line: 0, column: 9 },
          { line: 0, column: 25 },
        ],
      );
      assert.deepEqual([service, noun, kind, type], ['EC2', 'EBS volume', 'ec2.volume', 'aws_ebs_volume']);
    });
  });

  describe('classification', () => {
    const text = (tags: string): string => `resource "aws_sqs_queue" "q" {\n  tags = ${tags}\n}\n`;
    const table: readonly (readonly [string, Partial<Settings>, readonly string[], boolean])[] = [
      ['{ DataClassification = "PHI" }', {}, ['PHI'], true],
      ['{ data-classification = "public" }', {}, ['public'], false],
      ['{ Team = "PHI" }', {}, [], false],
      ['var.tags', {}, [], false],
      [
        '{ Datenklasse = "geheim" }',
        { classification: { tags: ['Datenklasse'], values: ['geheim'] } },
        ['geheim'],
        true,
      ],
    ];
    for (const [tags, settings, classes, sensitive] of table) {
      it(`${tags} is ${classes.join() || 'blank'}`, () => {
        const [entry] = inventory({ 'main.tf': text(tags) }, { ...defaultSettings, ...settings });
        assert.deepEqual([entry?.classes, entry?.sensitive], [classes, sensitive]);
      });
    }
  });

  it('the order of files does not matter', () => {
    const files = { 'b.tf': 'resource "aws_sqs_queue" "b" {}\n', 'a.tf': 'resource "aws_sqs_queue" "a" {}\n' };
    const turned = Object.fromEntries(Object.entries(files).reverse());
    assert.deepEqual(inventory(files), inventory(turned));
  });

  it('ends when enough files of ours are found, and says how many are left', () => {
    const queue = 'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n';
    const project = memoryProject({ 'a.json': '{}', 'b.yaml': queue, 'c.yaml': queue, 'd.yaml': queue }, allKinds());
    const steps = collectInventory(project, ['a.json', 'b.yaml', 'c.yaml', 'd.yaml'], () => defaultSettings, 2);
    let step = steps.next();
    while (!step.done) step = steps.next();
    assert.deepEqual([step.value.files, step.value.left], [2, 1]);
  });
});
