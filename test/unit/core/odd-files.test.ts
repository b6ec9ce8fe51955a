// Fixes in files of odd habits: their first fix, text by text.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { applyFix, failureOf, fixesOf, memoryProject } from '../../support/memory-project';

interface OddCase {
  readonly does: string;
  readonly path: string;
  readonly rule: string;
  readonly before: string;
  readonly after: string;
}

const CASES: readonly OddCase[] = [
  {
    does: 'gives what is added beside a conditional resource the same condition: it could not refer to it else',
    path: 'template.yaml',
    rule: 'sns-topic-accepts-http',
    before: `Conditions:
  IsProd: !Equals [!Ref "AWS::Region", eu-west-1]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Condition: IsProd
`,
    after: `Conditions:
  IsProd: !Equals [!Ref "AWS::Region", eu-west-1]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Condition: IsProd
  TopicPolicy:
    Type: AWS::SNS::TopicPolicy
    Condition: IsProd
    Properties:
      Topics:
        - !Ref Topic
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Sid: DenyPlainHttp
            Effect: Deny
            Principal: '*'
            Action: sns:Publish
            Resource: !Ref Topic
            Condition:
              Bool:
                aws:SecureTransport: 'false'
`,
  },
  {
    does: 'indents as the rest of a YAML file does behind a resource on one line',
    path: 'template.yaml',
    rule: 'sqs-queue-accepts-http',
    before: `Resources:\r
    Queue: {Type: "AWS::SQS::Queue"}\r
    Role:\r
        Type: AWS::IAM::InstanceProfile\r
`,
    after: `Resources:\r
    Queue: {Type: "AWS::SQS::Queue"}\r
    QueuePolicy:\r
        Type: AWS::SQS::QueuePolicy\r
        Properties:\r
            Queues:\r
                - !Ref Queue\r
            PolicyDocument:\r
                Version: "2012-10-17"\r
                Statement:\r
                    - Sid: DenyPlainHttp\r
                      Effect: Deny\r
                      Principal: "*"\r
                      Action: sqs:*\r
                      Resource: !GetAtt Queue.Arn\r
                      Condition:\r
                          Bool:\r
                              aws:SecureTransport: "false"\r
    Role:\r
        Type: AWS::IAM::InstanceProfile\r
`,
  },
  {
    does: 'indents by tabs in a JSON file that does, behind a resource on one line',
    path: 'template.json',
    rule: 'kinesis-stream-unencrypted',
    before: `{
\t"Resources": {
\t\t"Clicks": { "Type": "AWS::Kinesis::Stream", "Properties": { "ShardCount": 1 } },
\t\t"Queue": {
\t\t\t"Type": "AWS::SQS::Queue"
\t\t}
\t}
}
`,
    after: `{
\t"Resources": {
\t\t"Clicks": { "Type": "AWS::Kinesis::Stream", "Properties": { "ShardCount": 1, "StreamEncryption": { "EncryptionType": "KMS", "KeyId": "alias/aws/kinesis" } } },
\t\t"Queue": {
\t\t\t"Type": "AWS::SQS::Queue"
\t\t}
\t}
}
`,
  },
  {
    does: 'adds a resource to a JSON file with tabs, with tabs',
    path: 'template.json',
    rule: 'sns-topic-accepts-http',
    before: `{
\t"Resources": {
\t\t"Topic": { "Type": "AWS::SNS::Topic" }
\t}
}`,
    after: `{
\t"Resources": {
\t\t"Topic": { "Type": "AWS::SNS::Topic" },
\t\t"TopicPolicy": {
\t\t\t"Type": "AWS::SNS::TopicPolicy",
\t\t\t"Properties": {
\t\t\t\t"Topics": [{ "Ref": "Topic" }],
\t\t\t\t"PolicyDocument": {
\t\t\t\t\t"Version": "2012-10-17",
\t\t\t\t\t"Statement": [
\t\t\t\t\t\t{
\t\t\t\t\t\t\t"Sid": "DenyPlainHttp",
\t\t\t\t\t\t\t"Effect": "Deny",
\t\t\t\t\t\t\t"Principal": "*",
\t\t\t\t\t\t\t"Action": "sns:Publish",
\t\t\t\t\t\t\t"Resource": { "Ref": "Topic" },
\t\t\t\t\t\t\t"Condition": {
\t\t\t\t\t\t\t\t"Bool": {
\t\t\t\t\t\t\t\t\t"aws:SecureTransport": "false"
\t\t\t\t\t\t\t\t}
\t\t\t\t\t\t\t}
\t\t\t\t\t\t}
\t\t\t\t\t]
\t\t\t\t}
\t\t\t}
\t\t}
\t}
}`,
  },
  {
    does: 'indents expressions by tabs in an HCL file that does',
    path: 'main.tf',
    rule: 'sqs-queue-accepts-http',
    before: 'resource "aws_sqs_queue" "q" {\n\tname = "q"\n}\n',
    after: `resource "aws_sqs_queue" "q" {
\tname = "q"
}

resource "aws_sqs_queue_policy" "q" {
\tqueue_url = aws_sqs_queue.q.id
\tpolicy = jsonencode({
\t\tVersion = "2012-10-17"
\t\tStatement = [{
\t\t\tSid       = "DenyPlainHttp"
\t\t\tEffect    = "Deny"
\t\t\tPrincipal = "*"
\t\t\tAction    = "sqs:*"
\t\t\tResource  = aws_sqs_queue.q.arn
\t\t\tCondition = { Bool = { "aws:SecureTransport" = "false" } }
\t\t}]
\t})
}
`,
  },
  {
    does: 'keeps an attribute of an API a text',
    path: 'app.py',
    rule: 'sqs-queue-sse-off',
    before: `import boto3
kw = dict(QueueName="q", Attributes={'SqsManagedSseEnabled': 'false'})
boto3.client("sqs").create_queue(**kw)
`,
    after: `import boto3
kw = dict(QueueName="q", Attributes={'SqsManagedSseEnabled': 'true'})
boto3.client("sqs").create_queue(**kw)
`,
  },
];

describe('fixes in files of odd habits', () => {
  for (const { does, path, rule, before, after } of CASES)
    it(does, () => {
      const project = memoryProject({ [path]: before }, allKinds());
      const finding = failureOf(project, path, rule);
      const [plan] = fixesOf(project, path, finding);
      assert.ok(plan, 'there is a fix');
      assert.equal(applyFix(project, path, plan), after);
    });
});
