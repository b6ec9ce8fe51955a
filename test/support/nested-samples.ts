// Stacks within stacks and modules within modules, as tests of judging after an edit type in them.

/** Stacks that are handed values, hand some up, and stand under conditions; one template twice, one two levels down, one with an included file. */
export const NESTED = {
  'main.yaml': `Parameters:
  Enc: {Type: String, Default: false}
  Free: {Type: String}
Conditions:
  On: !Equals [!Ref Free, "on"]
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: {EnableKeyRotation: false}
  First:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: disk.yaml
      Parameters: {Enc: !Ref Enc, KeyId: !GetAtt Key.Arn}
  Second:
    Type: AWS::CloudFormation::Stack
    Condition: On
    Properties:
      TemplateURL: disk.yaml
      Parameters: {Enc: !GetAtt First.Outputs.Answer}
  Third:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: middle.yaml}
  Own:
    Type: AWS::EC2::Volume
    Properties:
      Encrypted: !GetAtt First.Outputs.Answer
  Topic:
    Type: AWS::SNS::Topic
`,
  'middle.yaml': `Parameters:
  Enc: {Type: String, Default: false}
Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: disk.yaml
      Parameters: {Enc: !Ref Enc}
  Queue: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: !Ref Enc}}
`,
  'disk.yaml': `Parameters:
  Enc: {Type: String, Default: true}
  KeyId: {Type: String, Default: ""}
Conditions:
  Keyed: !Not [!Equals [!Ref KeyId, ""]]
Resources:
  Disk:
    Type: AWS::EC2::Volume
    Properties:
      Encrypted: !Ref Enc
      KmsKeyId: !If [Keyed, !Ref KeyId, !Ref AWS::NoValue]
  Plain:
    Type: AWS::EFS::FileSystem
    Properties:
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}
Outputs:
  Answer: {Value: !Ref Enc}
`,
  'part.yaml': 'Encrypted: false\nThroughputMode: elastic\n',
};

/** Modules that are handed values and conditions, one for each, one two levels down, one that reads a file and hands values up. */
export const MODULES = {
  'main.tf': `variable "on" {}
variable "enc" {
  default = false
}
locals {
  both = var.on && var.enc
}
resource "aws_kms_key" "main" {
  enable_key_rotation = false
}
module "first" {
  source = "./disk"
  enc    = var.enc
  key    = aws_kms_key.main.arn
}
module "each" {
  source   = "./disk"
  for_each = { a = true, b = var.on ? true : false }
  enc      = each.value
}
module "fourth" {
  source = "./disk"
  enc    = aws_ebs_volume.own.encrypted ? true : !local.both
  key    = try(aws_kms_key.many[0].arn, null)
}
resource "aws_kms_key" "many" {
  count = var.on ? 1 : 0
}
module "third" {
  count  = var.on ? 1 : 0
  source = "./middle"
  on     = local.both
}
resource "aws_ebs_volume" "own" {
  encrypted = module.first.enc
}
resource "aws_sns_topic" "t" {}
`,
  'middle/main.tf': `variable "on" {}
module "inner" {
  source = "../disk"
  enc    = var.on ? true : false
}
resource "aws_sqs_queue" "q" {
  sqs_managed_sse_enabled = !var.on
}
`,
  'disk/main.tf': `variable "enc" {}
variable "key" {
  default = null
}
resource "aws_ebs_volume" "disk" {
  encrypted  = var.enc
  kms_key_id = var.key
}
resource "aws_efs_file_system" "files" {
  kms_key_id = var.key == null ? null : var.key
  encrypted  = yamldecode(file("\${path.module}/on.yaml")).on
}
output "enc" {
  value = aws_ebs_volume.disk.encrypted
}
`,
  'disk/on.yaml': 'on: false\n',
};
