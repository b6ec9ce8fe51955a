// Keys in CDK code: the ones that are offered, the statement by which a service gets in, and new ones, in TypeScript and Python.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { applyFix, failureOf, fixesOf, memoryProject } from '../../support/memory-project';

interface ConstructCase {
  readonly does: string;
  readonly path: 'app.ts' | 'app.py';
  readonly rule: string;
  readonly before: string;
  readonly titles: readonly string[];
  /** What the first fix makes. */
  readonly after?: string;
}

const CASES: readonly ConstructCase[] = [
  {
    does: 'admits a service by a statement behind the key, and imports what it is made of',
    path: 'app.ts',
    rule: 'logs-group-no-customer-key',
    titles: ['Encrypt the logs with Key (also lets logs.amazonaws.com use the key)'],
    before: `import * as logs from "aws-cdk-lib/aws-logs";
import * as kms from "aws-cdk-lib/aws-kms";

export class Shop extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const key = new kms.Key(this, "Key", {
      enableKeyRotation: true,
    }); // ours
    new logs.LogGroup(this, "Orders", { logGroupName: "orders" });
  }
}
`,
    after: `import * as logs from "aws-cdk-lib/aws-logs";
import * as kms from "aws-cdk-lib/aws-kms";
import * as iam from "aws-cdk-lib/aws-iam";

export class Shop extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const key = new kms.Key(this, "Key", {
      enableKeyRotation: true,
    }); // ours
    key.addToResourcePolicy(new iam.PolicyStatement({
      sid: "AllowLogs",
      principals: [new iam.ServicePrincipal(\`logs.\${key.stack.region}.\${key.stack.urlSuffix}\`)],
      actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      resources: ["*"],
      conditions: {
        StringLike: {
          "kms:EncryptionContext:aws:logs:arn": \`arn:\${key.stack.partition}:logs:\${key.stack.region}:\${key.stack.account}:*\`,
        },
      },
    }));
    new logs.LogGroup(this, "Orders", { logGroupName: "orders", encryptionKey: key });
  }
}
`,
  },
  {
    does: 'asks for nothing where the code admits the service already',
    path: 'app.ts',
    rule: 'logs-group-no-customer-key',
    titles: ['Encrypt the logs with Key'],
    before: `import * as logs from 'aws-cdk-lib/aws-logs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as iam from 'aws-cdk-lib/aws-iam';

const key = new kms.Key(this, 'Key');
key.grantEncryptDecrypt(new iam.ServicePrincipal('logs.amazonaws.com'));
new logs.LogGroup(this, 'Orders', { logGroupName: 'orders' });
`,
  },
  {
    does: 'asks for nothing where the construct admits its service itself',
    path: 'app.ts',
    rule: 'events-bus-no-customer-key',
    titles: ['Encrypt the EventBridge event bus with a new key ordersKey (a key costs about $1 a month)'],
    before: `import * as events from 'aws-cdk-lib/aws-events';

new events.EventBus(this, 'Orders', { eventBusName: 'orders' });
`,
  },
  {
    does: 'does without semicolons where the file does; a new key admits its service',
    path: 'app.ts',
    rule: 'cloudtrail-trail-no-customer-key',
    titles: ['Encrypt the log files with a new key auditKey (a key costs about $1 a month)'],
    before: `import { Trail } from 'aws-cdk-lib/aws-cloudtrail'

export const make = (scope: Construct) => {
  return new Trail(scope, 'Audit')
}
`,
    after: `import { Trail } from 'aws-cdk-lib/aws-cloudtrail'
import * as kms from 'aws-cdk-lib/aws-kms'
import * as iam from 'aws-cdk-lib/aws-iam'

export const make = (scope: Construct) => {
  const auditKey = new kms.Key(scope, 'AuditKey', {
    enableKeyRotation: true,
    alias: \`Audit-\${scope.node.addr}\`,
  })
  auditKey.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AllowCloudtrail',
    principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')],
    actions: ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:DescribeKey'],
    resources: ['*'],
    conditions: {
      StringLike: {
        'aws:SourceArn': \`arn:\${auditKey.stack.partition}:cloudtrail:\${auditKey.stack.region}:\${auditKey.stack.account}:trail/*\`,
      },
    },
  }))
  return new Trail(scope, 'Audit', { encryptionKey: auditKey })
}
`,
  },
  {
    does: 'gives a new key a name and an id that nothing else has',
    path: 'app.ts',
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with a new key ordersKey3 (a key costs about $1 a month)'],
    before: `import * as sqs from 'aws-cdk-lib/aws-sqs';

const ordersKey = 'orders/' + id;
new Rotation(this, 'OrdersKey2');
new sqs.Queue(this, 'Orders', { enforceSSL: true });
`,
    after: `import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as kms from 'aws-cdk-lib/aws-kms';

const ordersKey = 'orders/' + id;
new Rotation(this, 'OrdersKey2');
const ordersKey3 = new kms.Key(this, 'OrdersKey3', {
  enableKeyRotation: true,
  alias: \`Orders-\${this.node.addr}\`,
});
new sqs.Queue(this, 'Orders', { enforceSSL: true, encryptionMasterKey: ordersKey3 });
`,
  },
  {
    does: 'admits a service in Python, in the names that the file has for modules',
    path: 'app.py',
    rule: 'logs-group-no-customer-key',
    titles: ['Encrypt the logs with Key (also lets logs.amazonaws.com use the key)'],
    before: `from aws_cdk import Stack, aws_iam, aws_kms as kms
from aws_cdk.aws_logs import LogGroup


class Shop(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        self.key = kms.Key(self, "Key", enable_key_rotation=True)
        LogGroup(self, "Orders", log_group_name="orders")
`,
    after: `from aws_cdk import Stack, aws_iam, aws_kms as kms
from aws_cdk.aws_logs import LogGroup


class Shop(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        self.key = kms.Key(self, "Key", enable_key_rotation=True)
        self.key.add_to_resource_policy(
            aws_iam.PolicyStatement(
                sid="AllowLogs",
                principals=[aws_iam.ServicePrincipal(f"logs.{self.key.stack.region}.{self.key.stack.url_suffix}")],
                actions=["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
                resources=["*"],
                conditions={"StringLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:{self.key.stack.partition}:logs:{self.key.stack.region}:{self.key.stack.account}:*"}},
            )
        )
        LogGroup(self, "Orders", log_group_name="orders", encryption_key=self.key)
`,
  },
  {
    does: 'asks for nothing where Python code admits the service already, by a statement as the fix writes it',
    path: 'app.py',
    rule: 'logs-group-no-customer-key',
    titles: ['Encrypt the logs with Key'],
    before: `from aws_cdk import Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs

class Shop(Stack):
    def __init__(self, scope, id):
        key = kms.Key(self, "Key")
        key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="AllowLogs",
                principals=[iam.ServicePrincipal(f"logs.{key.stack.region}.{key.stack.url_suffix}")],
                actions=["kms:Encrypt*"],
                resources=["*"],
            )
        )
        logs.LogGroup(self, "Orders", log_group_name="orders")
`,
  },
  {
    does: 'asks for nothing where Python code grants the service what it needs',
    path: 'app.py',
    rule: 'logs-group-no-customer-key',
    titles: ['Encrypt the logs with Key'],
    before: `from aws_cdk import Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs

class Shop(Stack):
    def __init__(self, scope, id):
        key = kms.Key(self, "Key")
        key.grant_encrypt_decrypt(iam.ServicePrincipal("logs.amazonaws.com"))
        logs.LogGroup(self, "Orders", log_group_name="orders")
`,
  },
  {
    does: 'declares a new key in Python in front of the statement, in the quotes and indentation of the file',
    path: 'app.py',
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with a new key orders_key (a key costs about $1 a month)'],
    before: `from aws_cdk import (
  Stack,
  aws_sqs as sqs,
)

class Shop(Stack):
  def __init__(self, scope, id):
    super().__init__(scope, id)
    self.orders = sqs.Queue(
      self, 'Orders', enforce_ssl=True  # TLS only
    )
`,
    after: `from aws_cdk import (
  Stack,
  aws_sqs as sqs,
)
from aws_cdk import aws_kms as kms

class Shop(Stack):
  def __init__(self, scope, id):
    super().__init__(scope, id)
    orders_key = kms.Key(
      self,
      'OrdersKey',
      enable_key_rotation=True,
      alias=f'Orders-{self.node.addr}',
    )
    self.orders = sqs.Queue(
      self, 'Orders', enforce_ssl=True, encryption_master_key=orders_key  # TLS only
    )
`,
  },
  {
    does: 'offers keys that Python code takes from elsewhere, but not one of AWS',
    path: 'app.py',
    rule: 'sqs-queue-no-customer-key',
    titles: ['Encrypt the queue with Given', 'Encrypt the queue with Found'],
    before: `from aws_cdk import Stack, aws_kms as kms, aws_sqs as sqs

class Shop(Stack):
    def __init__(self, scope, id):
        given = kms.Key.from_key_arn(self, "Given", arn)
        found = kms.Key.from_lookup(self, "Found", alias_name="alias/shop")
        managed = kms.Key.from_lookup(self, "Managed", alias_name="alias/aws/sqs")
        sqs.Queue(self, "Orders", enforce_ssl=True)
`,
    after: `from aws_cdk import Stack, aws_kms as kms, aws_sqs as sqs

class Shop(Stack):
    def __init__(self, scope, id):
        given = kms.Key.from_key_arn(self, "Given", arn)
        found = kms.Key.from_lookup(self, "Found", alias_name="alias/shop")
        managed = kms.Key.from_lookup(self, "Managed", alias_name="alias/aws/sqs")
        sqs.Queue(self, "Orders", enforce_ssl=True, encryption_master_key=given)
`,
  },
];

describe('keys of CDK in fixes', () => {
  for (const { does, path, before, rule, titles, after } of CASES)
    for (const eol of ['\n', '\r\n'])
      it(`${does} (${eol === '\n' ? 'LF' : 'CRLF'})`, () => {
        const project = memoryProject({ [path]: before.replaceAll('\n', eol) }, allKinds());
        const finding = failureOf(project, path, rule);
        const plans = fixesOf(project, path, finding);
        assert.deepEqual(
          plans.map(({ title }) => title),
          titles,
        );
        const [plan] = plans;
        if (after !== undefined && plan) assert.equal(applyFix(project, path, plan), after.replaceAll('\n', eol));
      });

  it('writes no statement where a key is made within a larger statement', () => {
    const text = `import * as logs from 'aws-cdk-lib/aws-logs';
import * as kms from 'aws-cdk-lib/aws-kms';

const a = 1, key = new kms.Key(this, 'Key');
new logs.LogGroup(this, 'Orders', { logGroupName: 'orders' });
`;
    const project = memoryProject({ 'app.ts': text }, allKinds());
    const finding = failureOf(project, 'app.ts', 'logs-group-no-customer-key');
    const [plan] = fixesOf(project, 'app.ts', finding);
    assert.ok(plan);
    assert.throws(() => applyFix(project, 'app.ts', plan), /within a larger statement/);
  });
});
