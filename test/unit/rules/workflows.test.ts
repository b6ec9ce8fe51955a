// Rules on what workflows call: findings at the state, and fixes in its parameters.
import assert from 'node:assert/strict';
import { unmark } from '../../support/examples';
import { allKinds } from '../../support/kinds';
import { applyFix, assertMarked, findingsIn, fixesOf, memoryProject } from '../../support/memory-project';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly rules: readonly string[];
  /** A line that the first fix of the first finding adds; left out where there is none. */
  readonly added?: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a training job in a state machine',
    path: 'train.asl.json',
    text: `{
  "StartAt": "Train",
  "States": {
    "Train": {
      "Type": "Task",
      "Resource": «"arn:aws:states:::sagemaker:createTrainingJob.sync"»,
      "Parameters": {
        "TrainingJobName.$": "$.name",
        «"OutputDataConfig"»: { "S3OutputPath": "s3://models/churn" },
        "ResourceConfig": {
          "InstanceCount": 2,
          "InstanceType": "ml.m5.xlarge",
          "VolumeKmsKeyId.$": "$.key"
        }
      },
      "End": true
    }
  }
}
`,
    rules: ['sagemaker-training-traffic-unencrypted', 'sagemaker-training-output-no-customer-key'],
    added: '        "EnableInterContainerTrafficEncryption": true',
  },
  {
    name: 'an SDK call in a template',
    path: 'template.yaml',
    text: `Resources:
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Database
        States:
          Database:
            Type: Task
            Resource: arn:aws:states:::aws-sdk:rds:createDBInstance
            Parameters:
              Engine: postgres
              StorageEncrypted: «false»
            End: true
`,
    rules: ['rds-instance-unencrypted'],
    added: '              StorageEncrypted: true',
  },
  {
    name: 'a step of a pipeline in Terraform',
    path: 'main.tf',
    text: `resource "aws_sagemaker_pipeline" "churn" {
  pipeline_definition = jsonencode({
    Version = "2020-12-01"
    Steps = [{
      Name = "Train"
      Type = «"Training"»
      Arguments = {
        OutputDataConfig = { KmsKeyId = { Get = "Parameters.Key" } }
        ResourceConfig   = { InstanceCount = 2, VolumeKmsKeyId = { Get = "Parameters.Key" } }
      }
    }]
  })
}
`,
    rules: ['sagemaker-training-traffic-unencrypted'],
    added: '        EnableInterContainerTrafficEncryption = true',
  },
  {
    name: 'a quality check of a pipeline, which is a processing job',
    path: 'main.tf',
    text: `resource "aws_sagemaker_pipeline" "churn" {
  pipeline_definition = jsonencode({
    Version = "2020-12-01"
    Steps = [{
      Name = "Check"
      Type = "QualityCheck"
      Arguments = {
        ProcessingOutputConfig = { KmsKeyId = { Get = "Parameters.Key" } }
        ProcessingResources = {
          ClusterConfig = { InstanceCount = 2, VolumeKmsKeyId = { Get = "Parameters.Key" } }
        }
        NetworkConfig = { EnableInterContainerTrafficEncryption = «false» }
      }
    }]
  })
}
`,
    rules: ['sagemaker-processing-traffic-unencrypted'],
    added: '        NetworkConfig = { EnableInterContainerTrafficEncryption = true }',
  },
  {
    name: 'a model that a pipeline registers',
    path: 'main.tf',
    text: `resource "aws_sagemaker_pipeline" "churn" {
  pipeline_definition = jsonencode({
    Version = "2020-12-01"
    Steps = [{
      Name = "Register"
      Type = "RegisterModel"
      Arguments = {
        ModelPackageGroupName = "churn"
        SecurityConfig        = { KmsKeyId = «"alias/aws/sagemaker"» }
      }
    }]
  })
}
`,
    rules: ['sagemaker-model-package-no-customer-key'],
  },
];

describe('rules on what workflows call', () => {
  for (const { name, path, text, rules, added } of CASES) {
    it(name, () => {
      const { text: source, spans } = unmark(text);
      const project = memoryProject({ [path]: source }, allKinds());
      const found = findingsIn(project, path).filter(
        ({ verdict, resource }) => verdict === 'fail' && resource.dialect === 'sdk',
      );
      assertMarked({ text: source, spans }, rules, found);
      const [first] = found;
      const [fix] = first ? fixesOf(project, path, first) : [];
      const fixed = fix ? applyFix(project, path, fix).split('\n') : [];
      assert.ok(added === undefined ? !fix : fixed.includes(added), fixed.join('\n'));
    });
  }
});
