// What code does to constructs after they are made, in TypeScript and Python: policies that it adds, rotation that it switches on.
import assert from 'node:assert/strict';
import { unmark } from '../../support/examples';
import { allKinds } from '../../support/kinds';
import { assertMarked, findingsIn, memoryProject } from '../../support/memory-project';

interface Case {
  readonly name: string;
  readonly path: string;
  /** With `«»` around what is found. */
  readonly text: string;
  readonly rule: string;
  readonly verdict: 'fail' | 'pass' | 'unknown';
}

const SCRIPT =
  "import * as iam from 'aws-cdk-lib/aws-iam';\nimport * as sqs from 'aws-cdk-lib/aws-sqs';\nimport * as s3 from 'aws-cdk-lib/aws-s3';\nimport * as secrets from 'aws-cdk-lib/aws-secretsmanager';\n";
const PYTHON = 'from aws_cdk import Stack, aws_iam as iam, aws_sqs as sqs, aws_secretsmanager as secrets\n';

const denial = (actions: string, principal: string): string =>
  `new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: [${actions}], principals: [${principal}], resources: [queue.queueArn], conditions: { Bool: { 'aws:SecureTransport': false } } })`;

const pythonDenial = (principal: string): string =>
  `iam.PolicyStatement(effect=iam.Effect.DENY, actions=["sqs:*"], principals=[${principal}], resources=[queue.queue_arn], conditions={"Bool": {"aws:SecureTransport": "false"}})`;

const CASES: readonly Case[] = [
  {
    name: 'a denial of plaintext in TypeScript',
    path: 'a.ts',
    text: `const queue = new sqs.Queue(this, 'Orders');\nqueue.addToResourcePolicy(${denial("'sqs:*'", 'new iam.AnyPrincipal()')});\n`,
    rule: 'sqs-queue-accepts-http',
    verdict: 'pass',
  },
  {
    name: 'a denial for some only',
    path: 'a.ts',
    text: `const queue = new sqs.Queue(this, 'Orders');\nqueue.addToResourcePolicy(«${denial("'sqs:*'", "new iam.ServicePrincipal('sns.amazonaws.com')")}»);\n`,
    rule: 'sqs-queue-accepts-http',
    verdict: 'fail',
  },
  {
    name: 'another statement first',
    path: 'a.ts',
    text: `const queue = new sqs.Queue(this, 'Orders');\nqueue.addToResourcePolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], principals: [role] }));\nqueue.addToResourcePolicy(${denial("'sqs:*'", 'new iam.StarPrincipal()')});\n`,
    rule: 'sqs-queue-accepts-http',
    verdict: 'pass',
  },
  {
    name: 'a statement from elsewhere',
    path: 'a.ts',
    text: "const queue = new sqs.Queue(this, 'Orders');\nqueue.addToResourcePolicy(props.statement);\n",
    rule: 'sqs-queue-accepts-http',
    verdict: 'unknown',
  },
  {
    name: 'resources that a method gives',
    path: 'a.ts',
    text: "const bucket = new s3.Bucket(this, 'Data');\nbucket.addToResourcePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:*'], principals: [new iam.AnyPrincipal()], resources: [bucket.bucketArn, bucket.arnForObjects('*')], conditions: { Bool: { 'aws:SecureTransport': 'false' } } }));\n",
    rule: 's3-bucket-allows-http',
    verdict: 'unknown',
  },
  {
    name: 'a denial of plaintext in Python',
    path: 'a.py',
    text: `queue = sqs.Queue(self, "Orders")\nqueue.add_to_resource_policy(${pythonDenial('iam.AnyPrincipal()')})\n`,
    rule: 'sqs-queue-accepts-http',
    verdict: 'pass',
  },
  {
    name: 'a denial for some only, in Python',
    path: 'a.py',
    text: `queue = sqs.Queue(self, "Orders")\nqueue.add_to_resource_policy(«${pythonDenial('iam.ServicePrincipal("sns.amazonaws.com")')}»)\n`,
    rule: 'sqs-queue-accepts-http',
    verdict: 'fail',
  },
  {
    name: 'rotation by a method',
    path: 'a.ts',
    text: "const secret = new secrets.Secret(this, 'Login');\nsecret.addRotationSchedule('Monthly', { hostedRotation });\n",
    rule: 'secretsmanager-secret-no-rotation',
    verdict: 'pass',
  },
  {
    name: 'rotation by a construct, in Python',
    path: 'a.py',
    text: 'secret = secrets.Secret(self, "Login")\nsecrets.RotationSchedule(self, "Monthly", secret=secret, hosted_rotation=rotation)\n',
    rule: 'secretsmanager-secret-no-rotation',
    verdict: 'pass',
  },
  {
    name: 'a secret without rotation',
    path: 'a.py',
    text: 'secrets.«Secret»(self, "Login")\n',
    rule: 'secretsmanager-secret-no-rotation',
    verdict: 'fail',
  },
];

describe('methods of constructs', () => {
  for (const { name, path, text, rule, verdict } of CASES) {
    it(name, () => {
      const { text: source, spans } = unmark((path.endsWith('.py') ? PYTHON : SCRIPT) + text);
      const found = findingsIn(memoryProject({ [path]: source }, allKinds()), path).filter((f) => f.rule.id === rule);
      if (verdict === 'fail') assertMarked({ text: source, spans }, [rule], found);
      else
        assert.deepEqual(
          found.map((f) => f.verdict),
          verdict === 'pass' ? [] : ['unknown'],
        );
    });
  }
});
