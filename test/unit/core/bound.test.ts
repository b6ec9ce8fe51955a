// Values that a configuration gives for linting: they decide as if they were written, and say where they come from.
import assert from 'node:assert/strict';
import type { BoundValues } from '../../../server/core/bound';
import { allKinds } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

const TERRAFORM = `variable "encrypt" {
  type = bool
}
resource "aws_ebs_volume" "disk" {
  availability_zone = "eu-west-1a"
  encrypted         = var.encrypt
}
`;
const TEMPLATE = `Parameters:
  Stage:
    Type: String
Conditions:
  Production: !Equals [!Ref Stage, prod]
Resources:
  Disk:
    Type: AWS::EC2::Volume
    Properties:
      Encrypted: !If [Production, true, false]
`;
const PYTHON = `import os
import boto3
boto3.client("ec2").create_volume(AvailabilityZone="eu-west-1a", Encrypted=os.environ["ENCRYPT"])
`;
const FALLBACK = PYTHON.replace('os.environ["ENCRYPT"]', 'os.environ.get("ENCRYPT", True)');
const SCRIPT = `import { EC2Client, CreateVolumeCommand } from '@aws-sdk/client-ec2';
new EC2Client({}).send(new CreateVolumeCommand({ AvailabilityZone: 'a', Encrypted: process.env.ENCRYPT ?? true }));
`;
const SHELL = '#!/bin/sh\naws rds create-db-cluster --engine aurora-mysql --kms-key-id "$KEY" --storage-encrypted\n';

const EBS = 'ebs-volume-unencrypted';

interface Case {
  readonly title: string;
  readonly path: string;
  readonly text: string;
  readonly values: BoundValues;
  /** Verdict of the rule: undefined where nothing is to be said. */
  readonly verdict: 'fail' | 'unknown' | undefined;
  readonly note?: string;
}

const cases: readonly Case[] = [
  { title: 'a variable without a value', path: 'main.tf', text: TERRAFORM, values: {}, verdict: 'unknown' },
  {
    title: 'a variable with a bad value',
    path: 'main.tf',
    text: TERRAFORM,
    values: { terraform: { encrypt: false } },
    verdict: 'fail',
    note: 'value of variable "encrypt" in .cipherlint.yaml',
  },
  {
    title: 'a variable with a good value, as text',
    path: 'main.tf',
    text: TERRAFORM,
    values: { terraform: { encrypt: 'true' } },
    verdict: undefined,
  },
  {
    title: 'a value for something else',
    path: 'main.tf',
    text: TERRAFORM,
    values: { terraform: { encrypted: true, constructor: true }, cloudformation: { encrypt: true } },
    verdict: 'unknown',
  },
  { title: 'a condition on a parameter', path: 't.yaml', text: TEMPLATE, values: {}, verdict: 'fail' },
  {
    title: 'a condition on a parameter that is given',
    path: 't.yaml',
    text: TEMPLATE,
    values: { cloudformation: { Stage: 'prod' } },
    verdict: undefined,
  },
  { title: 'the environment in Python', path: 'a.py', text: PYTHON, values: {}, verdict: 'unknown' },
  {
    title: 'the environment in Python, given',
    path: 'a.py',
    text: PYTHON,
    values: { environment: { ENCRYPT: false } },
    verdict: 'fail',
    note: 'value of environment variable "ENCRYPT" in .cipherlint.yaml',
  },
  {
    title: 'the environment in Python, given against a fallback',
    path: 'a.py',
    text: FALLBACK,
    values: { environment: { ENCRYPT: false } },
    verdict: 'fail',
  },
  { title: 'the environment in TypeScript', path: 'a.ts', text: SCRIPT, values: {}, verdict: 'unknown' },
  {
    title: 'the environment in TypeScript, given',
    path: 'a.ts',
    text: SCRIPT,
    values: { environment: { ENCRYPT: false } },
    verdict: 'fail',
  },
];

describe('values given for linting', () => {
  for (const { title, path, text, values, verdict, note } of cases) {
    it(`${title}: ${verdict ?? 'fine'}`, () => {
      const found = findingsIn(memoryProject({ [path]: text }, allKinds(), values), path);
      const finding = found.find(({ rule }) => rule.id === EBS);
      assert.equal(finding?.verdict, verdict);
      if (note !== undefined)
        assert.ok(
          finding?.related.some((trace) => trace.note === note),
          JSON.stringify(finding?.related),
        );
    });
  }

  it('reach shell scripts', () => {
    const verdict = (values: BoundValues): string | undefined =>
      findingsIn(memoryProject({ 'a.sh': SHELL }, allKinds(), values), 'a.sh').find(
        ({ rule }) => rule.id === 'rds-cluster-no-customer-key',
      )?.verdict;
    assert.equal(verdict({}), 'unknown');
    assert.equal(verdict({ environment: { KEY: 'alias/aws/rds' } }), 'fail');
    assert.equal(verdict({ environment: { KEY: 'alias/app' } }), undefined);
  });

  it('hold at once when they change, whatever was kept before', () => {
    let values: BoundValues = {};
    const project = memoryProject({ 't.yaml': TEMPLATE }, allKinds(), () => values);
    const verdicts = [{}, { cloudformation: { Stage: 'prod' } }, { cloudformation: { Stage: 'dev' } }, {}].map(
      (next) => {
        values = next;
        return findingsIn(project, 't.yaml').find(({ rule }) => rule.id === EBS)?.verdict;
      },
    );
    assert.deepEqual(verdicts, ['fail', undefined, 'fail', 'fail']);
  });

  it('hold for the root module, not for what a call passes', () => {
    const files = {
      'main.tf': 'module "m" {\n  source  = "./m"\n  encrypt = true\n}\n',
      'm/main.tf': TERRAFORM,
    };
    const project = memoryProject(files, allKinds(), { terraform: { encrypt: false } });
    const judged = project.judge('main.tf');
    assert.deepEqual(
      judged?.analysis.findings.filter(({ rule }) => rule.id === EBS),
      [],
    );
  });
});
