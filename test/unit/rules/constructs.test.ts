// Constructs as code makes them, in TypeScript and Python: props in variables and spreads, subclasses, patterns, escape hatches, and what methods
// add afterwards.
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
  "import * as iam from 'aws-cdk-lib/aws-iam';\nimport * as sqs from 'aws-cdk-lib/aws-sqs';\nimport * as s3 from 'aws-cdk-lib/aws-s3';\nimport * as secrets from 'aws-cdk-lib/aws-secretsmanager';\nimport * as patterns from 'aws-cdk-lib/aws-ecs-patterns';\n";
const PYTHON =
  'from aws_cdk import Stack, aws_ecs_patterns as patterns, aws_iam as iam, aws_s3 as s3, aws_sqs as sqs, aws_secretsmanager as secrets\n';

const denial = (actions: string, principal: string): string =>
  `new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: [${actions}], principals: [${principal}], resources: [queue.queueArn], conditions: { Bool: { 'aws:SecureTransport': false } } })`;

const pythonDenial = (principal: string): string =>
  `iam.PolicyStatement(effect=iam.Effect.DENY, actions=["sqs:*"], principals=[${principal}], resources=[queue.queue_arn], conditions={"Bool": {"aws:SecureTransport": "false"}})`;

const CASES: readonly Case[] = [
  {
    name: 'props in a constant, spread',
    path: 'a.ts',
    text: "const defaults = { enforceSSL: true, versioned: true };\nconst props = { ...defaults, enforceSSL: false };\nnew s3.Bucket(this, 'Data', «props»);\n",
    rule: 's3-bucket-allows-http',
    verdict: 'fail',
  },
  {
    name: 'props in a dict, spread, in Python',
    path: 'a.py',
    text: 'defaults = {"enforce_ssl": True}\nprops = {**defaults, "versioned": True}\ns3.Bucket(self, "Data", **props)\n',
    rule: 's3-bucket-allows-http',
    verdict: 'pass',
  },
  {
    name: 'defaults of a subclass',
    path: 'a.ts',
    text: "class Safe extends s3.Bucket {\n  constructor(scope: Construct, id: string) {\n    super(scope, id, { enforceSSL: true });\n  }\n}\nnew Safe(this, 'Data');\n",
    rule: 's3-bucket-allows-http',
    verdict: 'pass',
  },
  {
    name: 'a subclass that leaves it out',
    path: 'a.ts',
    text: 'class Plain extends s3.Bucket {\n  constructor(scope: Construct, id: string) {\n    «super»(scope, id, { versioned: true });\n  }\n}\n',
    rule: 's3-bucket-allows-http',
    verdict: 'fail',
  },
  {
    name: 'defaults of a subclass in Python',
    path: 'a.py',
    text: 'class Safe(s3.Bucket):\n    def __init__(self, scope, id):\n        super().__init__(scope, id, enforce_ssl=True)\n\nSafe(self, "Data")\n',
    rule: 's3-bucket-allows-http',
    verdict: 'pass',
  },
  {
    name: 'a subclass that leaves it out, in Python',
    path: 'a.py',
    text: 'class Plain(s3.Bucket):\n    def __init__(self, scope, id):\n        super().«__init__»(scope, id, versioned=True)\n',
    rule: 's3-bucket-allows-http',
    verdict: 'fail',
  },
  {
    name: 'a subclass that hands its callers’ props on, in Python',
    path: 'a.py',
    text: 'class Bucket(s3.Bucket):\n    def __init__(self, scope, id, **kwargs):\n        super().__init__(scope, id, **kwargs)\n',
    rule: 's3-bucket-allows-http',
    verdict: 'unknown',
  },
  {
    name: 'a load-balanced service',
    path: 'a.ts',
    text: "new patterns.«ApplicationLoadBalancedFargateService»(this, 'Shop', { cluster, taskImageOptions });\n",
    rule: 'elbv2-service-plaintext',
    verdict: 'fail',
  },
  {
    name: 'a load-balanced service in Python',
    path: 'a.py',
    text: 'patterns.«ApplicationLoadBalancedFargateService»(self, "Shop", cluster=cluster, task_image_options=options)\n',
    rule: 'elbv2-service-plaintext',
    verdict: 'fail',
  },
  {
    name: 'a load-balanced service with a certificate, in Python',
    path: 'a.py',
    text: 'patterns.ApplicationLoadBalancedFargateService(self, "Shop", cluster=cluster, certificate=certificate)\n',
    rule: 'elbv2-service-plaintext',
    verdict: 'unknown',
  },
  {
    name: 'a secret in the text, in Python',
    path: 'a.py',
    text: 'from aws_cdk import SecretValue\nsecrets.Secret(self, "Login", secret_string_value=SecretValue.unsafe_plain_text(«"horse-battery"»))\n',
    rule: 'secretsmanager-secret-literal',
    verdict: 'fail',
  },
  {
    name: 'a secret that lies elsewhere, in Python',
    path: 'a.py',
    text: 'from aws_cdk import SecretValue\nsecrets.Secret(self, "Login", secret_string_value=SecretValue.secrets_manager("shop/login"))\n',
    rule: 'secretsmanager-secret-literal',
    verdict: 'pass',
  },
  {
    name: 'a secret from the environment, in Python',
    path: 'a.py',
    text: 'import os\nfrom aws_cdk import SecretValue\nsecrets.Secret(self, "Login", secret_string_value=SecretValue.unsafe_plain_text(os.environ["LOGIN"]))\n',
    rule: 'secretsmanager-secret-literal',
    verdict: 'unknown',
  },
  {
    name: 'a listener that a load balancer adds, in Python',
    path: 'a.py',
    text: 'from aws_cdk import aws_elasticloadbalancingv2 as elb\nbalancer = elb.ApplicationLoadBalancer(self, "Balancer", vpc=vpc)\nbalancer.«add_listener»("Web", port=80, default_action=elb.ListenerAction.forward([targets]))\n',
    rule: 'elbv2-listener-plaintext',
    verdict: 'fail',
  },
  {
    name: 'a listener that only redirects, in Python',
    path: 'a.py',
    text: 'from aws_cdk import aws_elasticloadbalancingv2 as elb\nbalancer = elb.ApplicationLoadBalancer(self, "Balancer", vpc=vpc)\nbalancer.add_listener("Web", port=80, default_action=elb.ListenerAction.redirect(protocol="HTTPS", port="443"))\n',
    rule: 'elbv2-listener-plaintext',
    verdict: 'pass',
  },
  {
    name: 'a listener that a balancer of an interface adds',
    path: 'a.ts',
    text: "import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';\nexport function listen(balancer: elb.IApplicationLoadBalancer) {\n  balancer.addListener('Web', { port: 443, certificates: [certificate], sslPolicy: «elb.SslPolicy.TLS11» });\n}\n",
    rule: 'elbv2-listener-weak-tls',
    verdict: 'fail',
  },
  {
    name: 'a table of version 2 with keys, in Python',
    path: 'a.py',
    text: 'from aws_cdk import aws_dynamodb as dynamodb\ndynamodb.TableV2(self, "Orders", encryption=dynamodb.TableEncryptionV2.customer_managed_key(key))\n',
    rule: 'dynamodb-global-table-aws-owned-key',
    verdict: 'pass',
  },
  {
    name: 'a table of version 2 under the key that AWS owns, in Python',
    path: 'a.py',
    text: 'from aws_cdk import aws_dynamodb as dynamodb\ndynamodb.TableV2(self, "Orders", encryption=«dynamodb.TableEncryptionV2.dynamo_owned_key()»)\n',
    rule: 'dynamodb-global-table-aws-owned-key',
    verdict: 'fail',
  },
  {
    name: 'a table of version 2 under AWS’s key in the account, in Python',
    path: 'a.py',
    text: 'from aws_cdk import aws_dynamodb as dynamodb\ndynamodb.TableV2(self, "Orders", encryption=dynamodb.TableEncryptionV2.aws_managed_key())\n',
    rule: 'dynamodb-global-table-aws-owned-key',
    verdict: 'pass',
  },
  {
    name: 'an instance from a snapshot of a cluster',
    path: 'a.ts',
    text: "import * as rds from 'aws-cdk-lib/aws-rds';\nnew rds.DatabaseInstanceFromSnapshot(this, 'Shop', { engine, vpc, clusterSnapshotIdentifier: 'shop' });\n",
    rule: 'rds-instance-unencrypted',
    verdict: 'pass',
  },
  {
    name: 'a construct that knows no place for what a rule requires',
    path: 'a.ts',
    text: "import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';\nnew cloudfront.Distribution(this, 'Site', { defaultBehavior });\n",
    rule: 'cloudfront-accepts-expired-clients',
    verdict: 'pass',
  },
  {
    name: 'a password in the text, in Python of version 1',
    path: 'a.py',
    text: 'from aws_cdk import aws_rds as rds, core\nrds.DatabaseInstance(self, "Shop", engine=engine, vpc=vpc, master_user_password=core.SecretValue.plain_text(«"horse-battery"»))\n',
    rule: 'secrets-construct-password-literal',
    verdict: 'fail',
  },
  {
    name: 'a password from the environment, in Python',
    path: 'a.py',
    text: 'import os\nfrom aws_cdk import SecretValue, aws_rds as rds\nrds.DatabaseInstance(self, "Shop", engine=engine, vpc=vpc, credentials=rds.Credentials.from_password("admin", SecretValue.unsafe_plain_text(os.environ["SHOP"])))\n',
    rule: 'secrets-construct-password-literal',
    verdict: 'unknown',
  },
  {
    name: 'a volume without encryption, in Python',
    path: 'a.py',
    text: 'from aws_cdk import aws_ec2 as ec2\nec2.Instance(self, "Shop", vpc=vpc, block_devices=[ec2.BlockDevice(device_name="/dev/sdf", «volume»=ec2.BlockDeviceVolume.ebs(50))])\n',
    rule: 'ec2-instance-volume-unencrypted',
    verdict: 'fail',
  },
  {
    name: 'a project of a pipeline',
    path: 'a.ts',
    text: "import * as codebuild from 'aws-cdk-lib/aws-codebuild';\nnew codebuild.«PipelineProject»(this, 'Build', {});\n",
    rule: 'codebuild-project-no-customer-key',
    verdict: 'fail',
  },
  {
    name: 'a serverless cluster',
    path: 'a.ts',
    text: "import * as rds from 'aws-cdk-lib/aws-rds';\nnew rds.«ServerlessCluster»(this, 'Shop', { engine, vpc });\n",
    rule: 'rds-cluster-no-customer-key',
    verdict: 'fail',
  },
  {
    name: 'a resource of CDK for Terraform, in Python',
    path: 'a.py',
    text: 'from cdktf_cdktf_provider_aws.db_instance import DbInstance\nDbInstance(self, "shop", engine="postgres", storage_encrypted=«False»)\n',
    rule: 'rds-instance-unencrypted',
    verdict: 'fail',
  },
  {
    name: 'parts of a resource of CDK for Terraform, in Python',
    path: 'a.py',
    text: 'from imports.aws.ebs_volume import EbsVolume\nfrom imports.aws.instance import Instance, InstanceEbsBlockDevice\nInstance(self, "web", ebs_block_device=[InstanceEbsBlockDevice(device_name="/dev/sdf", encrypted=«False»)])\n',
    rule: 'ec2-instance-volume-unencrypted',
    verdict: 'fail',
  },
  {
    name: 'a resource of CDK for Terraform, in TypeScript',
    path: 'a.ts',
    text: "import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';\nnew DbInstance(this, 'shop', { engine: 'postgres', storageEncrypted: «false» });\n",
    rule: 'rds-instance-unencrypted',
    verdict: 'fail',
  },
  {
    name: 'an escape hatch',
    path: 'a.ts',
    text: "const queue = new sqs.Queue(this, 'Orders', { encryption: sqs.QueueEncryption.UNENCRYPTED });\nconst cfn = queue.node.defaultChild as sqs.CfnQueue;\ncfn.addPropertyOverride('SqsManagedSseEnabled', true);\n",
    rule: 'sqs-queue-accepts-http',
    verdict: 'unknown',
  },
  {
    name: 'an escape hatch in Python',
    path: 'a.py',
    text: 'queue = sqs.Queue(self, "Orders")\nqueue.node.default_child.add_property_override("KmsMasterKeyId", key)\n',
    rule: 'sqs-queue-accepts-http',
    verdict: 'unknown',
  },
  {
    name: 'a volume of a size that the caller decides',
    path: 'a.ts',
    text: "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nnew ec2.Instance(this, 'Web', { vpc, blockDevices: [{ deviceName: 'x', «volume»: ec2.BlockDeviceVolume.ebs(props.size) }] });\n",
    rule: 'ec2-instance-volume-unencrypted',
    verdict: 'fail',
  },
  {
    name: 'a volume with options in a constant',
    path: 'a.ts',
    text: "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nconst options = { encrypted: true };\nnew ec2.Instance(this, 'Web', { vpc, blockDevices: [{ deviceName: 'x', volume: ec2.BlockDeviceVolume.ebs(100, options) }] });\n",
    rule: 'ec2-instance-volume-unencrypted',
    verdict: 'pass',
  },
  {
    name: 'an origin in a constant, in Python',
    path: 'a.py',
    text: 'from aws_cdk import aws_cloudfront as cloudfront, aws_cloudfront_origins as origins\norigin = origins.HttpOrigin(name, protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY)\ncloudfront.Distribution(self, "Web", default_behavior=cloudfront.BehaviorOptions(origin=origin))\n',
    rule: 'cloudfront-origin-plaintext',
    verdict: 'pass',
  },
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

describe('constructs in code', () => {
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
