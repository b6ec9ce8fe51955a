// State machines and pipelines: which calls they make, with what, and where that stands; in templates and in files of their own.
import assert from 'node:assert/strict';
import type { Change, Resource } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import { cloudformation } from '../../../../server/dialects/cloudformation/index';
import { mark, plain, resolveText, show } from './outline';

interface Case {
  readonly name: string;
  readonly path?: string;
  /** With `«»` around each call, around the type that heads it, and around its parameters. */
  readonly text: string;
  /** `type: parameters` of each call. */
  readonly calls: readonly string[];
}

const MACHINE = '  Machine:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n';

const CASES: readonly Case[] = [
  {
    name: 'a definition as an object',
    text: `Resources:\n${MACHINE}      Definition:
        StartAt: Train
        States:
          «Train:
            Type: Task
            Resource: «arn:aws:states:::sagemaker:createTrainingJob.sync»
            Parameters:
              «OutputDataConfig: { KmsKeyId: !Ref Key, S3OutputPath.$: $.path }»
            End: true»
`,
    calls: [
      'sagemaker:CreateTrainingJob OutputDataConfig: KmsKeyId: ref Key S3OutputPath: unknown (taken from the state’s input)',
    ],
  },
  {
    name: 'JSON in a block text with Fn::Sub',
    text: `Resources:\n${MACHINE}      DefinitionString: !Sub |
        {
          "States": {
            «"Put": {
              "Resource": «"arn:\${AWS::Partition}:states:::aws-sdk:s3:putObject"»,
              "Parameters": «{ "SSEKMSKeyId": "\${Key.Arn}", "Bucket": "a-\${Name}" }»
            }»
          }
        }
`,
    calls: ['s3:PutObject SSEKMSKeyId: ref Key.Arn Bucket: "a-" + <ref Name>'],
  },
  {
    name: 'JSON in quotes with Fn::Sub and variables',
    path: 'template.json',
    text: `{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": {"Fn::Sub": [
  "{\\"StartAt\\": \\"A\\", \\"States\\": {«\\"Put \\\\u00e4\\": {\\"Resource\\": «\\"arn:aws:states:::aws-sdk:cloudwatchlogs:createLogGroup\\"», \\"Arguments\\": «{\\"KmsKeyId\\": \\"\${K}\\"}»}»}}",
  {"K": {"Fn::GetAtt": ["Key", "Arn"]}}]}}}}}`,
    calls: ['logs:CreateLogGroup KmsKeyId: ref Key.Arn'],
  },
  {
    name: 'Fn::ToJsonString, with parallel branches and loops',
    path: 'template.json',
    text: `{"Resources": {"M": {"Type": "AWS::Serverless::StateMachine", "Properties": {"Definition": {"Fn::ToJsonString": {"States": {
  "Both": {"Type": "Parallel", "Branches": [
    {"States": {«"A": {"Resource": «"arn:aws:states:::sqs:sendMessage"», "Parameters": «{"QueueUrl": "q"}»}»}},
    {"States": {"Each": {"Type": "Map", "ItemProcessor": {"States": {
      «"B": {"Resource": «"arn:aws:states:::elasticmapreduce:createCluster.sync"», "Parameters": «{"LogUri": "s3://l"}»}»}}}}}
  ]},
  "Old": {"Type": "Map", "Iterator": {"States": {«"C": {"Resource": «"arn:aws:states:eu-west-1:123456789012:sns:publish"», "Parameters": «{}»}»}}}
}}}}}}}`,
    calls: ['sqs:SendMessage QueueUrl: "q"', 'emr:RunJobFlow LogUri: "s3://l"', 'sns:Publish'],
  },
  {
    name: 'what is filled in before deployment, and what decides when the state runs',
    text: `Resources:\n${MACHINE}      DefinitionSubstitutions: { Key: !Ref Key, Bucket: data }
      Definition:
        QueryLanguage: JSONata
        States:
          «Put:
            Resource: «arn:aws:states:::aws-sdk:s3:putObject»
            Arguments:
              «Bucket: \${Bucket}
              SSEKMSKeyId: \${Key}
              Key: x/\${Other}
              ServerSideEncryption: '{% $states.input.sse %}'»»
`,
    calls: [
      's3:PutObject Bucket: "data" SSEKMSKeyId: ref Key Key: "x/" + <unknown (filled in when the state machine is deployed)>' +
        ' ServerSideEncryption: unknown (a JSONata expression decides when the state runs)',
    ],
  },
  {
    name: 'a state that passes on its input; functions and activities are no calls',
    path: 'order.asl.json',
    text: `{"StartAt": "A", "States": {
  «"A": {"Type": "Task", "Resource": ««"arn:aws:states:::aws-sdk:dynamodb:createTable"»»}»,
  "B": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"},
  "C": {"Type": "Task", "Resource": "arn:aws:states:eu-west-1:123456789012:activity:a"},
  "D": {"Type": "Pass", "Parameters": {"KmsKeyId": "x"}}
}}`,
    calls: ['dynamodb:CreateTable open'],
  },
  {
    name: 'a YAML file of its own, and parameters that an expression makes',
    path: 'order.asl.yaml',
    text: `StartAt: A
States:
  «A:
    Type: Task
    Resource: ««arn:aws:states:::aws-sdk:databasemigration:createReplicationInstance»»
    Arguments: '{% $x %}'»
`,
    calls: ['dms:CreateReplicationInstance open'],
  },
  {
    name: 'the steps of a pipeline',
    path: 'pipeline.json',
    text: `{"Version": "2020-12-01", "Parameters": [{"Name": "Key", "Type": "String"}], "Steps": [
  «{"Name": "Prepare", "Type": «"Processing"», "Arguments": «{"ProcessingOutputConfig": {"KmsKeyId": {"Get": "Parameters.Key"}}}»}»,
  {"Name": "If", "Type": "Condition", "Arguments": {"Conditions": [], "IfSteps": [
    «{"Name": "Train", "Type": «"Training"», "Arguments": «{"OutputDataConfig": {"S3OutputPath": {"Std:Join": {"On": "/", "Values": []}}}}»}»
  ], "ElseSteps": [{"Name": "Stop", "Type": "Fail"}]}}
]}`,
    calls: [
      'sagemaker:CreateProcessingJob ProcessingOutputConfig: KmsKeyId: unknown (the pipeline decides when it runs (Get))',
      'sagemaker:CreateTrainingJob OutputDataConfig: S3OutputPath: unknown (the pipeline decides when it runs (Std:Join))',
    ],
  },
  {
    name: 'checks, models, and clusters that a pipeline makes',
    path: 'pipeline.json',
    text: `{"Version": "2020-12-01", "Steps": [
  «{"Name": "Check", "Type": «"QualityCheck"», "Arguments": «{"ProcessingOutputConfig": {"KmsKeyId": "k"}}»}»,
  «{"Name": "Bias", "Type": «"ClarifyCheck"», "Arguments": «{"ProcessingOutputConfig": {"KmsKeyId": "k"}}»}»,
  «{"Name": "Auto", "Type": «"AutoML"», "Arguments": «{"OutputDataConfig": {"KmsKeyId": "k"}}»}»,
  «{"Name": "Register", "Type": «"RegisterModel"», "Arguments": «{"ModelPackageGroupName": "g"}»}»,
  «{"Name": "Etl", "Type": «"EMR"», "Arguments": {"ClusterConfig": «{"SecurityConfiguration": "s"}», "StepConfig": {}}}»,
  {"Name": "Old", "Type": "EMR", "Arguments": {"ClusterId": "j-1", "StepConfig": {}}},
  {"Name": "Call", "Type": "Lambda", "FunctionArn": "f", "Arguments": {"KmsKeyId": "k"}}
]}`,
    calls: [
      'sagemaker:CreateProcessingJob ProcessingOutputConfig: KmsKeyId: "k"',
      'sagemaker:CreateProcessingJob ProcessingOutputConfig: KmsKeyId: "k"',
      'sagemaker:CreateAutoMLJob OutputDataConfig: KmsKeyId: "k"',
      'sagemaker:CreateModelPackage ModelPackageGroupName: "g"',
      'emr:RunJobFlow SecurityConfiguration: "s"',
    ],
  },
  {
    name: 'a pipeline in a template',
    text: `Resources:
  P:
    Type: AWS::SageMaker::Pipeline
    Properties:
      PipelineDefinition:
        PipelineDefinitionBody: '{"Steps": [«{"Name": "T", "Type": «"Tuning"», "Arguments": «{"A": 1}»}»]}'
`,
    calls: ['sagemaker:CreateHyperParameterTuningJob A: 1'],
  },
  {
    name: 'a half-typed definition',
    path: 'order.asl.json',
    text: `{"StartAt": "A", "States": {
  «"A": {"Resource": «"arn:aws:states:::aws-sdk:s3:putObject"», "Parameters": «{"Bucket": "b", "SSE»»`,
    calls: ['s3:PutObject Bucket: "b" SSE: null'],
  },
];

function line(resource: Resource): string {
  return `${resource.type} ${show(resource.body)}`.replace(/\s+/g, ' ').trim();
}

describe('calls of workflows', () => {
  for (const { name, path, text, calls } of CASES) {
    it(name, () => {
      const source = plain(text);
      assert.ok(cloudformation.claims(path ?? 'template.yaml', source));
      const found = resolveText(source, path).resources.filter(({ dialect }) => dialect === 'sdk');
      assert.deepEqual(found.map(line), calls);
      assert.equal(
        mark(
          source,
          found.flatMap(({ span, head, body }) => [span, head, body.span]),
        ),
        text,
      );
    });
  }
});

const KEY: Change = {
  kind: 'set',
  path: [
    { name: 'encryption', list: false },
    { name: 'kmsKeyId', list: false },
  ],
  value: { kind: 'scalar', value: 'alias/a' },
};

/** The text before and behind; undefined where it can't be changed. */
const EDITS: readonly (readonly [name: string, path: string, text: string, changed: string | undefined])[] = [
  [
    'in a template',
    'template.yaml',
    `Resources:\n${MACHINE}      Definition:
        States:
          Put:
            Resource: arn:aws:states:::aws-sdk:s3:putObject
            Parameters:
              Bucket: b
`,
    `Resources:\n${MACHINE}      Definition:
        States:
          Put:
            Resource: arn:aws:states:::aws-sdk:s3:putObject
            Parameters:
              Bucket: b
              Encryption:
                KmsKeyId: alias/a
`,
  ],
  [
    'in JSON in a text',
    'template.yaml',
    `Resources:\n${MACHINE}      DefinitionString: |
        {"States": {
          "Put": {
            "Resource": "arn:aws:states:::aws-sdk:s3:putObject",
            "Arguments": {
              "Bucket": "b"
            }
          }
        }}
`,
    `Resources:\n${MACHINE}      DefinitionString: |
        {"States": {
          "Put": {
            "Resource": "arn:aws:states:::aws-sdk:s3:putObject",
            "Arguments": {
              "Bucket": "b",
              "Encryption": {
                "KmsKeyId": "alias/a"
              }
            }
          }
        }}
`,
  ],
  [
    'in a step of a pipeline',
    'pipeline.json',
    '{"Version": "2020-12-01", "Steps": [{"Name": "T", "Type": "Training", "Arguments": {"A": 1}}]}',
    '{"Version": "2020-12-01", "Steps": [{"Name": "T", "Type": "Training", "Arguments": {"A": 1, "Encryption": {"KmsKeyId": "alias/a"}}}]}',
  ],
  [
    'not in JSON in quotes',
    'template.json',
    '{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": "{\\"States\\": {\\"A\\": {\\"Resource\\": \\"arn:aws:states:::sqs:sendMessage\\", \\"Parameters\\": {}}}}"}}}}',
    undefined,
  ],
];

describe('changes to calls of workflows', () => {
  for (const [name, path, text, changed] of EDITS) {
    it(name, () => {
      const unit = resolveText(text, path);
      const call = unit.resources.find(({ dialect }) => dialect === 'sdk') ?? assert.fail();
      const result = cloudformation.edit(unit, call, KEY);
      assert.equal(result.ok ? applyEdits(text, result.edits) : undefined, changed);
    });
  }
});
