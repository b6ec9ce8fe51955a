// Templates and Terraform folders of any length, as people write them: stores, keys, policies, parameters.

const TEMPLATE_PART = (i: number): string => `  Bucket${String(i)}:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub '\${AWS::StackName}-data-${String(i)}'
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: !GetAtt Key.Arn
      Tags:
        - Key: team
          Value: data
  Orders${String(i)}:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      DBInstanceClass: db.t3.medium
      AllocatedStorage: '20'
      StorageEncrypted: !If [IsProduction, true, false]
      KmsKeyId: !GetAtt Key.Arn
  Queue${String(i)}:
    Type: AWS::SQS::Queue
    Properties:
      KmsMasterKeyId: alias/aws/sqs # the managed one
`;

/** A YAML template of about `lines` lines. */
export function template(lines: number): string {
  const head = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Environment:
    Type: String
    Default: dev
Conditions:
  IsProduction: !Equals [!Ref Environment, prod]
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
`;
  return head + Array.from({ length: Math.ceil(lines / 24) }, (_, i) => TEMPLATE_PART(i)).join('');
}

/** A template with `stacks` nested ones of about `resources` resources each, that are handed the environment and a key. */
export function stackTree(stacks: number, resources: number): Readonly<Record<string, string>> {
  const numbers = Array.from({ length: stacks }, (_, i) => String(i));
  const call = (i: string): string =>
    `  Store${i}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: stacks/store${i}.yaml\n      Parameters:\n        Environment: !Ref Environment\n`;
  const child = template(8 * resources);
  return {
    'main.yaml': template(24) + numbers.map(call).join(''),
    ...Object.fromEntries(numbers.map((i) => [`stacks/store${i}.yaml`, child])),
  };
}

const TERRAFORM_PART = (i: number): string => `resource "aws_s3_bucket" "data_${String(i)}" {
  bucket = "\${var.prefix}-data-${String(i)}"
  tags = {
    team = "data"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data_${String(i)}" {
  bucket = aws_s3_bucket.data_${String(i)}.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

resource "aws_db_instance" "orders_${String(i)}" {
  engine            = "postgres"
  instance_class    = "db.t3.medium"
  storage_encrypted = var.production ? true : false
  kms_key_id        = aws_kms_key.main.arn
}
`;

/** The files of a Terraform folder with about `lines` lines in all. */
export function terraform(lines: number): Readonly<Record<string, string>> {
  const parts = Array.from({ length: Math.ceil(lines / 28) }, (_, i) => TERRAFORM_PART(i));
  const third = Math.ceil(parts.length / 3);
  return {
    'variables.tf':
      'variable "prefix" {\n  default = "acme"\n}\n\nvariable "production" {}\n\nresource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n',
    'a.tf': parts.slice(0, third).join('\n'),
    'b.tf': parts.slice(third, 2 * third).join('\n'),
    'c.tf': parts.slice(2 * third).join('\n'),
  };
}

/** A root module that calls `count` local ones, one call each, with a key handed down. */
export function moduleTree(count: number): Readonly<Record<string, string>> {
  const numbers = Array.from({ length: count }, (_, i) => String(i));
  const call = (i: string): string =>
    `module "store_${i}" {\n  source = "./modules/store_${i}"\n  name   = "store-${i}"\n  key    = aws_kms_key.main.arn\n}\n`;
  const variables = 'variable "name" {}\n\nvariable "key" {\n  default = null\n}\n';
  const parts = TERRAFORM_PART(0).replace('aws_kms_key.main.arn', 'var.key').replace('${var.prefix}', '${var.name}');
  return {
    'main.tf': `resource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}\n\n${numbers.map(call).join('\n')}`,
    ...Object.fromEntries(numbers.map((i) => [`modules/store_${i}/main.tf`, `${variables}\n${parts}`])),
  };
}

/** A Python script of about `lines` lines. */
export function python(lines: number): string {
  const part = (i: number): string => `def job_${String(i)}(role, bucket):
    client = boto3.client("sagemaker")
    return client.create_training_job(
        TrainingJobName=f"job-{role}-${String(i)}",
        OutputDataConfig={"S3OutputPath": f"s3://{bucket}/out"},
        ResourceConfig={"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30},
        RoleArn=role,
    )


`;
  return `import boto3\n\n\n${Array.from({ length: Math.ceil(lines / 10) }, (_, i) => part(i)).join('')}`;
}

/** A TypeScript file of about `lines` lines. */
export function script(lines: number): string {
  const part = (i: number): string => `  const bucket${String(i)} = new s3.Bucket(this, 'Bucket${String(i)}', {
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: key,
  });
  await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k${String(i)}', Body: data }));
`;
  return `import * as s3 from 'aws-cdk-lib/aws-s3';\nimport { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';\nconst client = new S3Client({});\nexport async function build(this: unknown, key: unknown, data: string) {\n${Array.from({ length: Math.ceil(lines / 5) }, (_, i) => part(i)).join('')}}\n`;
}
