// The Serverless Framework: what its variables stand for, and the files that `resources` names. Outlines and findings are written by hand.
import assert from 'node:assert/strict';
import { allKinds } from '../../../support/kinds';
import { applyFix, fixesOf, memoryProject } from '../../../support/memory-project';
import { outline, resolveText } from './outline';

const SERVICE = `service: orders
custom:
  on: true
  size: 5
  name: \${self:custom.prefix}-table
  prefix: orders-\${sls:stage}
  list: [a, b]
  sse: {SSEEnabled: true}
  stages: {dev: small, prod: large}
  round: \${self:custom.about}
  about: \${self:custom.round}
provider:
  name: aws
  stage: \${opt:stage, 'dev'}
params:
  default: {limit: 10}
  dev: {limit: 2}
`;

const VALUES: readonly { readonly name: string; readonly value: string; readonly gives: string }[] = [
  { name: 'a boolean stays one', value: '${self:custom.on}', gives: 'true' },
  { name: 'a number stays one', value: '${self:custom.size}', gives: '5' },
  { name: 'within a text', value: 'x-${self:custom.size}-y', gives: '"x-5-y"' },
  { name: 'a variable within what a variable stands for', value: '${self:custom.name}', gives: '"orders-dev-table"' },
  { name: 'a variable within a variable', value: '${self:custom.stages.${opt:stage, "prod"}}', gives: '"large"' },
  { name: 'an item of a list', value: '${self:custom.list.1}', gives: '"b"' },
  { name: 'an option with a default', value: "${opt:stage, 'test'}", gives: '"test"' },
  { name: 'an option whose default is a variable', value: '${opt:stage, self:provider.stage}', gives: '"dev"' },
  { name: 'the environment with a default', value: '${env:SIZE, 7}', gives: '7' },
  { name: 'what is missing falls back', value: '${self:custom.nothing, false}', gives: 'false' },
  { name: 'the stage', value: '${sls:stage}', gives: '"dev"' },
  { name: 'a parameter of the stage', value: '${param:limit}', gives: '2' },
  {
    name: 'an option without a default',
    value: '${opt:region}',
    gives: 'unknown (${opt:region} is filled in by another tool)',
  },
  {
    name: 'what another stack says, whatever stands behind it',
    value: "${cf:other.Key, 'x'}",
    gives: 'unknown (${cf:other.Key} is known only when the service is deployed)',
  },
  {
    name: 'a file that is not there',
    value: '${file(./x.yml):a}',
    gives: 'unknown (./x.yml is not read here)',
  },
  { name: 'a script', value: '${file(./x.js):a}', gives: 'unknown (./x.js is not read here)' },
  { name: 'not closed', value: "'${self:custom.on'", gives: '"${self:custom.on"' },
];

describe('variables of the Serverless Framework', () => {
  for (const { name, value, gives } of VALUES)
    it(name, () => {
      const text = `${SERVICE}resources:\n  Resources:\n    A:\n      Type: AWS::X::A\n      Properties:\n        B: ${value}\n`;
      assert.equal(outline(resolveText(text)), `A AWS::X::A\n  B: ${gives}`);
    });

  it('two that stand for each other end', () => {
    const text = `${SERVICE}resources:\n  Resources:\n    A:\n      Type: AWS::X::A\n      Properties:\n        B: \${self:custom.round}\n`;
    assert.match(outline(resolveText(text)), /^A AWS::X::A\n {2}B: unknown \(/);
  });

  it('properties that a variable stands for', () => {
    const text = `${SERVICE}resources:\n  Resources:\n    A:\n      Type: AWS::X::A\n      Properties: \${self:custom.sse}\n`;
    assert.equal(outline(resolveText(text)), 'A AWS::X::A\n  SSEEnabled: true');
  });

  it('properties that nobody knows', () => {
    const text = `${SERVICE}resources:\n  Resources:\n    A:\n      Type: AWS::EC2::Volume\n      Properties: \${ssm:/x}\n`;
    assert.deepEqual(found({ 'serverless.yml': text }), ['unknown A serverless.yml']);
  });
});

const DISK =
  'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: ${self:custom.encrypted}\n';
const ONE_DISK = 'Type: AWS::EC2::Volume\nProperties:\n  Encrypted: ${self:custom.encrypted}\n';
const service = (encrypted: string, resources: string): string =>
  `service: x\ncustom:\n  encrypted: ${encrypted}\nresources: ${resources}\n`;

const FILES: readonly { readonly name: string; readonly files: Record<string, string>; readonly finds: string[] }[] = [
  {
    name: 'a file in a list, with the variables of the service',
    files: { 'serverless.yml': service('false', '\n  - ${file(parts/disk.yml)}'), 'parts/disk.yml': DISK },
    finds: ['fail Disk parts/disk.yml'],
  },
  {
    name: 'a file that is all of the resources',
    files: { 'serverless.yml': service('true', '${file(parts/disk.yml)}'), 'parts/disk.yml': DISK },
    finds: [],
  },
  {
    name: 'values in a file',
    files: {
      'serverless.yml': service('${file(./config.json):disk.on}', '${file(parts/disk.yml)}'),
      'parts/disk.yml': DISK,
      'config.json': '{"disk": {"on": false}}',
    },
    finds: ['fail Disk parts/disk.yml'],
  },
  {
    name: 'a file that leaves the workspace, and the service itself',
    files: { 'serverless.yml': service('false', '\n  - ${file(../../x.yml)}\n  - ${file(serverless.yml)}') },
    finds: [],
  },
  {
    name: 'a file for one resource',
    files: {
      'serverless.yml': service('false', '\n  Resources:\n    Disk: ${file(parts/disk.yml)}'),
      'parts/disk.yml': ONE_DISK,
    },
    finds: ['fail Disk parts/disk.yml'],
  },
  {
    name: 'two resources of one file',
    files: {
      'serverless.yml': service(
        'false',
        '\n  Resources:\n    A: ${file(parts/all.yml):Resources.Disk}\n    B: ${file(parts/all.yml):Resources.Disk}',
      ),
      'parts/all.yml': DISK,
    },
    finds: ['fail A parts/all.yml', 'fail B parts/all.yml'],
  },
  {
    name: 'a file for all resources, and an address in one',
    files: {
      'serverless.yml': service(
        'false',
        '\n  - Resources: ${file(parts/all.yml)}\n  - Resources: ${file(parts/more.json):Resources}',
      ),
      'parts/all.yml': DISK.replace('Resources:\n', '').replace(/^ {2}/gm, ''),
      'parts/more.json':
        '{"Resources": {"Data": {"Type": "AWS::EC2::Volume", "Properties": {"Encrypted": "${self:custom.encrypted}"}}}}',
    },
    finds: ['fail Disk parts/all.yml', 'fail Data parts/more.json'],
  },
  {
    name: 'a file for one resource in a file for all, named twice',
    files: {
      'serverless.yml': service('false', '\n  - ${file(parts/all.yml)}\n  - ${file(parts/all.yml)}'),
      'parts/all.yml': 'Resources:\n  Disk: ${file(parts/disk.yml)}\n',
      'parts/disk.yml': ONE_DISK,
    },
    finds: ['fail Disk parts/disk.yml'],
  },
  {
    name: 'files that name each other, and one that is no resource',
    files: {
      'serverless.yml': service(
        'false',
        '\n  Resources:\n    A: ${file(parts/a.yml)}\n    B: ${file(parts/b.yml)}\n    C: ${file(x.yml)}',
      ),
      'parts/a.yml': 'Resources:\n  A: ${file(parts/a.yml)}\n',
      'parts/b.yml': '- 1\n',
    },
    finds: [],
  },
  { name: 'a file that no service names', files: { 'parts/disk.yml': DISK }, finds: ['unknown Disk parts/disk.yml'] },
];

function found(files: Record<string, string>): readonly string[] {
  const project = memoryProject(files, allKinds());
  const [first = ''] = Object.keys(files);
  return (project.judge(first)?.analysis.findings ?? [])
    .filter(({ rule }) => rule.id === 'ebs-volume-unencrypted')
    .map(({ verdict, address, source }) => `${verdict} ${address} ${source.replace('file:///', '')}`);
}

describe('files of the Serverless Framework', () => {
  for (const { name, files, finds } of FILES)
    it(name, () => {
      assert.deepEqual(found(files), finds);
    });

  it('a finding tells the way of its value', () => {
    const files = { 'serverless.yml': service('false', '${file(disk.yml)}'), 'disk.yml': DISK };
    const project = memoryProject(files, allKinds());
    const finding = project
      .judge('serverless.yml')
      ?.analysis.findings.find(({ rule }) => rule.id === 'ebs-volume-unencrypted');
    assert.deepEqual(
      finding?.related.map(({ note, place }) => [note, place.uri.replace('file:///', '')]),
      [['custom.encrypted', 'serverless.yml']],
    );
    assert.equal(DISK.slice(finding.span.start, finding.span.end), '${self:custom.encrypted}');
  });
});

const FUNCTIONS = `service: x
provider:
  name: aws
  environment: {STAGE: dev, MODE: a}
  kmsKeyArn: \${self:custom.key}
  s3:
    orders-in:
      bucketEncryption: {serverSideEncryptionConfiguration: [{bucketKeyEnabled: true}]}
custom: {key: alias/own}
functions:
  send-mail:
    handler: a.b
    environment: {MODE: b}
    kmsKeyArn: alias/mail
  plain: {handler: c.d}
`;

describe('a file for one resource of the Serverless Framework', () => {
  const files = {
    'serverless.yml': service(
      'false',
      '\n  Resources:\n    Disk: ${file(disk.yml)}\n    Logs: {Type: AWS::S3::Bucket}',
    ),
    'disk.yml': ONE_DISK,
  };

  it('is judged where it stands, and not changed', () => {
    const project = memoryProject(files, allKinds());
    const finding = project
      .judge('serverless.yml')
      ?.analysis.findings.find(({ rule }) => rule.id === 'ebs-volume-unencrypted');
    assert.equal(finding?.source, 'file:///disk.yml');
    assert.equal(ONE_DISK.slice(finding.span.start, finding.span.end), '${self:custom.encrypted}');
    const plans = fixesOf(project, 'serverless.yml', finding);
    assert.ok(plans.length > 0);
    for (const plan of plans) assert.throws(() => applyFix(project, 'serverless.yml', plan), /stand in this text/);
  });

  for (const [name, given, verdicts] of [
    ['nothing is surely missing where it is not at hand', { 'serverless.yml': files['serverless.yml'] }, ['unknown']],
    ['what is missing is missing where it is', files, ['fail']],
  ] as const)
    it(name, () => {
      const findings = memoryProject(given, allKinds()).judge('serverless.yml')?.analysis.findings ?? [];
      assert.deepEqual(
        findings.filter(({ rule }) => rule.id === 's3-bucket-allows-http').map(({ verdict }) => verdict),
        verdicts,
      );
    });
});

describe('functions of the Serverless Framework', () => {
  it('have what the provider says, unless they say it themselves', () => {
    assert.equal(
      outline(resolveText(FUNCTIONS)),
      `SendDashmailLambdaFunction AWS::Lambda::Function
  KmsKeyArn: "alias/mail"
  Environment: 
    Variables: 
      MODE: "b"
      STAGE: "dev"
PlainLambdaFunction AWS::Lambda::Function
  KmsKeyArn: "alias/own"
  Environment: 
    Variables: 
      STAGE: "dev"
      MODE: "a"
S3BucketOrdersin AWS::S3::Bucket
  bucketEncryption: 
    serverSideEncryptionConfiguration: 
      - bucketKeyEnabled: true`,
    );
  });

  it('are there where the provider is only named', () => {
    const text = 'service: x\nprovider: aws\nfunctions:\n  mail:\n    handler: a.b\n    environment: {MODE: b}\n';
    assert.match(outline(resolveText(text)), /^MailLambdaFunction AWS::Lambda::Function\n {2}Environment:/);
    assert.equal(outline(resolveText(text.replace('aws', 'google'))), '');
  });

  it('are judged at their names, and not changed', () => {
    const text =
      'service: x\nprovider: {name: aws}\nfunctions:\n  mail:\n    handler: a.b\n    environment: {MODE: b}\n';
    const project = memoryProject({ 'serverless.yml': text }, allKinds());
    const finding = project
      .judge('serverless.yml')
      ?.analysis.findings.find(
        ({ rule, verdict }) => verdict === 'fail' && rule.id === 'lambda-environment-no-customer-key',
      );
    assert.ok(finding);
    assert.equal(text.slice(finding.span.start, finding.span.end), 'mail');
    for (const plan of fixesOf(project, 'serverless.yml', finding))
      assert.throws(() => applyFix(project, 'serverless.yml', plan));
  });

  it('of another cloud are none', () => {
    assert.equal(outline(resolveText(FUNCTIONS.replace('name: aws', 'name: azure'))), '');
  });
});
