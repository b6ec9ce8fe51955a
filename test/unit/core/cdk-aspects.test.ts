// Aspects of CDK in the same file: what they change is not known, what they leave alone is judged.
import { unmark } from '../../support/examples';
import { allKinds } from '../../support/kinds';
import { assertMarked, findingsIn, memoryProject } from '../../support/memory-project';

const RULES = new Set(['sqs-queue-no-customer-key', 'rds-instance-unencrypted', 'sns-topic-no-sse']);

const STACK = `import { Aspects, Stack } from 'aws-cdk-lib';
import { CfnQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Topic } from 'aws-cdk-lib/aws-sns';
class Encrypt {
  visit(node) {
    if (node instanceof CfnQueue) CHANGE
  }
}
Aspects.of(stack).add(new Encrypt());
new Queue(stack, 'Q', { encryption: QueueEncryption.KMS_MANAGED });
new «Topic»(stack, 'T');
`;

const PYTHON = `from aws_cdk import Aspects, Stack, aws_rds as rds, aws_sns as sns
import jsii

class Encrypt:
    def visit(self, node):
        if isinstance(node, rds.CfnDBInstance):
            node.storage_encrypted = True

Aspects.of(stack).add(Encrypt())
rds.DatabaseInstance(stack, "D", engine=engine, vpc=vpc, storage_encrypted=False)
rds.CfnDBInstance(stack, "E", engine="mysql", storage_encrypted=False)
sns.«Topic»(stack, "T")
`;

const changing = (change: string): string => STACK.replace('CHANGE', change);
const withMark = (text: string): string => text.replace('QueueEncryption.KMS_MANAGED', '«QueueEncryption.KMS_MANAGED»');

interface Case {
  readonly name: string;
  readonly path: string;
  readonly marked: string;
  readonly rules: readonly string[];
}

const TOPIC = 'sns-topic-no-sse';
const QUEUE = 'sqs-queue-no-customer-key';

const CASES: readonly Case[] = [
  {
    name: 'a key that it sets',
    path: 'a.ts',
    marked: changing("node.kmsMasterKeyId = 'alias/queues';"),
    rules: [TOPIC],
  },
  {
    name: 'an override',
    path: 'a.ts',
    marked: changing("node.addPropertyOverride('KmsMasterKeyId', key);"),
    rules: [TOPIC],
  },
  {
    name: 'one that only looks',
    path: 'a.ts',
    marked: withMark(changing('if (node.kmsMasterKeyId === undefined) warn(node);')),
    rules: [QUEUE, TOPIC],
  },
  {
    name: 'one about something else',
    path: 'a.ts',
    marked: withMark(changing('node.queueName = name;')),
    rules: [QUEUE, TOPIC],
  },
  { name: 'one in Python', path: 'a.py', marked: PYTHON, rules: [TOPIC] },
];

describe('aspects of CDK', () => {
  for (const { name, path, marked, rules } of CASES)
    it(name, () => {
      const source = unmark(marked);
      const found = findingsIn(memoryProject({ [path]: source.text }, allKinds()), path);
      assertMarked(
        source,
        rules,
        found.filter(({ rule, verdict }) => verdict === 'fail' && RULES.has(rule.id)),
      );
    });
});
