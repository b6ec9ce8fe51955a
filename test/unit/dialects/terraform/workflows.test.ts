// State machines and pipelines in Terraform: which calls they make, with what, where that stands, and how it is changed.
import assert from 'node:assert/strict';
import type { Change } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import { terraform } from '../../../../server/dialects/terraform/index';
import { mark, plain } from '../cloudformation/outline';
import { resolveText, resolveTree, showObject } from './outline';

interface Case {
  readonly name: string;
  /** With `«»` around each call, around the type that heads it, and around its parameters. */
  readonly text: string;
  readonly calls: readonly string[];
  /** The text behind a change that sets `encryption.kmsKeyId`; undefined where it can't be made. */
  readonly changed?: string;
}

const CASES: readonly Case[] = [
  {
    name: 'jsonencode',
    text: `resource "aws_sfn_state_machine" "m" {
  definition = jsonencode({
    States = {
      «Put = {
        Resource = «"arn:aws:states:::aws-sdk:s3:putObject"»
        Parameters = «{
          Bucket    = "b"
          "SSE.$"   = "$.sse"
          SSEKeyId  = aws_kms_key.k.arn
        }»
      }»
    }
  })
}
`,
    calls: ['s3:PutObject {Bucket: "b", SSE: ?(taken from the state’s input), SSEKeyId: ->aws_kms_key.k:arn}'],
    changed: `resource "aws_sfn_state_machine" "m" {
  definition = jsonencode({
    States = {
      Put = {
        Resource = "arn:aws:states:::aws-sdk:s3:putObject"
        Parameters = {
          Bucket    = "b"
          "SSE.$"   = "$.sse"
          SSEKeyId  = aws_kms_key.k.arn
          Encryption = { KmsKeyId = "alias/a" }
        }
      }
    }
  })
}
`,
  },
  {
    name: 'a heredoc with interpolations',
    text: `resource "aws_sfn_state_machine" "m" {
  count      = 2
  definition = <<-EOF
    {
      "States": {
        «"Train": {
          "Resource": «"arn:\${data.aws_partition.p.partition}:states:::sagemaker:createTrainingJob.sync"»,
          "Parameters": «{
            "Name": "job-\${count.index}-\${var.x}",
            "Key": "\${aws_kms_key.k.arn}",
            "Plain": "é\\u00e9"
          }»
        }»
      }
    }
  EOF
}
variable "x" {}
`,
    calls: [
      'sagemaker:CreateTrainingJob {Name: "job-<(count:aws_sfn_state_machine.m ? 0: 0 | 1: 1)>-<?(variable "x" has no default)>", Key: ->aws_kms_key.k:arn, Plain: "éé"}',
    ],
  },
  {
    name: 'a pipeline',
    text: `resource "aws_sagemaker_pipeline" "p" {
  pipeline_definition = jsonencode({
    Version = "2020-12-01"
    Steps = [«{
      Name = "T"
      Type = «"Transform"»
      Arguments = «{ TransformOutput = { KmsKeyId = { Get = "Parameters.Key" } } }»
    }»]
  })
}
`,
    calls: ['sagemaker:CreateTransformJob {TransformOutput: {KmsKeyId: ?(the pipeline decides when it runs (Get))}}'],
    changed: `resource "aws_sagemaker_pipeline" "p" {
  pipeline_definition = jsonencode({
    Version = "2020-12-01"
    Steps = [{
      Name = "T"
      Type = "Transform"
      Arguments = { TransformOutput = { KmsKeyId = { Get = "Parameters.Key" } }, Encryption = { KmsKeyId = "alias/a" } }
    }]
  })
}
`,
  },
  {
    name: 'a definition that is not written here',
    text: 'resource "aws_sfn_state_machine" "m" {\n  definition = templatefile("m.json", {})\n}\n',
    calls: [],
  },
  {
    name: 'a half-typed heredoc',
    text: `resource "aws_sfn_state_machine" "m" {
  definition = <<EOF
{"States": {«"A": {"Resource": «"arn:aws:states:::sqs:sendMessage"», "Parameters": «{"QueueUrl": "q", "Enc»»
EOF
}
`,
    calls: ['sqs:SendMessage {QueueUrl: "q"}'],
  },
];

const KEY: Change = {
  kind: 'set',
  path: [
    { name: 'encryption', list: false, argument: true },
    { name: 'kmsKeyId', list: false },
  ],
  value: { kind: 'scalar', value: 'alias/a' },
};

describe('calls of workflows in Terraform', () => {
  for (const { name, text, calls, changed } of CASES) {
    it(name, () => {
      const source = plain(text);
      const unit = resolveText(source);
      const found = unit.resources.filter(({ dialect }) => dialect === 'sdk');
      assert.deepEqual(
        found.map(({ type, body }) => `${type} ${showObject(body)}`),
        calls,
      );
      assert.equal(
        mark(
          source,
          found.flatMap(({ span, head, body }) => [span, head, body.span]),
        ),
        text,
      );
      const [call] = found;
      const result = call && terraform.edit(unit, call, KEY);
      assert.equal(result?.ok ? applyEdits(source, result.edits) : undefined, changed);
    });
  }

  const machine = (definition: string): string =>
    `resource "aws_kms_key" "k" {}\nresource "aws_sfn_state_machine" "m" {\n  definition = ${definition}\n}\n`;
  const FILE =
    '{"States": {"A": {"Resource": "arn:aws:states:::aws-sdk:s3:putObject", "Parameters": {"SSEKMSKeyId": "${key}"}}}}';
  const READ: readonly (readonly [name: string, definition: string, path: string, calls: readonly string[]])[] = [
    [
      'a template of any name',
      'templatefile("${path.module}/m.tftpl", { key = aws_kms_key.k.arn })',
      'm.tftpl',
      ['s3:PutObject {SSEKMSKeyId: ->aws_kms_key.k:arn}'],
    ],
    [
      'a file of any name',
      'file("machine.asl")',
      'machine.asl',
      ['s3:PutObject {SSEKMSKeyId: ?(filled in when the state machine is deployed)}'],
    ],
    ['a file that is judged on its own', 'templatefile("m.json", { key = aws_kms_key.k.arn })', 'm.json', []],
    ['a file that is not there', 'file("other.asl")', 'machine.asl', []],
    [
      'a template whose key is missing',
      'templatefile("m.tftpl", {})',
      'm.tftpl',
      ['s3:PutObject {SSEKMSKeyId: ?(it is not handed to the template)}'],
    ],
  ];
  for (const [name, definition, path, calls] of READ) {
    it(`${name}: at the argument, and not edited`, () => {
      const text = machine(definition);
      const unit = resolveTree({ 'main.tf': text, [path]: FILE });
      const found = unit.resources.filter(({ dialect }) => dialect === 'sdk');
      assert.deepEqual(
        found.map(({ type, body }) => `${type} ${showObject(body)}`),
        calls,
      );
      for (const call of found) {
        assert.equal(text.slice(call.head.start, call.head.end), definition);
        assert.equal(terraform.edit(unit, call, KEY).ok, false);
      }
    });
  }
});
