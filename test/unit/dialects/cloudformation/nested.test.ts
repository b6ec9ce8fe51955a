// Nested stacks of the same repository: parameters go down, outputs come up, and findings say which stack leads there.
import assert from 'node:assert/strict';
import { applyFix, fixesOf, memoryProject } from '../../../support/memory-project';
import { allKinds } from '../../../support/kinds';
import type { Finding } from '../../../../server/core/evaluate';

type Files = Readonly<Record<string, string>>;

const kinds = allKinds();
const RULE = 'ebs-volume-unencrypted';

const DISK = `Parameters:
  Enc: {Type: String, Default: true}
Resources:
  Disk:
    Type: AWS::EC2::Volume
    Properties:
      Encrypted: !Ref Enc
Outputs:
  Answer: {Value: !Ref Enc}
  Self: {Value: !GetAtt Disk.VolumeId}
`;

function stack(name: string, rest: string, type = 'AWS::CloudFormation::Stack', property = 'TemplateURL'): string {
  return `  ${name}:\n    Type: ${type}\n    Properties:\n      ${property}: disk.yaml\n${rest}`;
}

function parameter(value: string): string {
  return `      Parameters: {Enc: ${value}}\n`;
}

function judge(files: Files): readonly Finding[] {
  const findings = memoryProject(files, kinds).judge('main.yaml')?.analysis.findings ?? [];
  return findings.filter(({ rule }) => rule.id === RULE);
}

function show(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ verdict, address, source }) => `${verdict} ${address} ${source.replace('file:///', '')}`);
}

const HEAD = 'Parameters:\n  Free: {Type: String}\nConditions:\n  On: !Equals [!Ref Free, "on"]\nResources:\n';

const CASES: readonly { readonly name: string; readonly resources: string; readonly found: readonly string[] }[] = [
  { name: 'a default that is fine', resources: stack('A', ''), found: [] },
  { name: 'a parameter', resources: stack('A', parameter('false')), found: ['fail A.Disk disk.yaml'] },
  { name: 'an unknown parameter', resources: stack('A', parameter('!Ref Free')), found: ['unknown A.Disk disk.yaml'] },
  { name: 'NoValue leaves the default', resources: stack('A', parameter('!Ref AWS::NoValue')), found: [] },
  {
    name: 'an application of SAM',
    resources: stack('A', parameter('false'), 'AWS::Serverless::Application', 'Location'),
    found: ['fail A.Disk disk.yaml'],
  },
  {
    name: 'one finding for one place',
    resources: stack('A', parameter('false')) + stack('B', parameter('false')) + stack('C', parameter('true')),
    found: ['fail A.Disk disk.yaml'],
  },
  {
    name: 'a stack that hangs on what it is handed',
    resources: stack('A', `${parameter('!If [On, true, false]')}    Condition: On\n`),
    found: [],
  },
  {
    name: 'an output that comes up',
    resources: `${stack('A', '')}  Own:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: !GetAtt A.Outputs.Answer\n`,
    found: [],
  },
  {
    name: 'an output that comes up in a text',
    resources: `${stack('A', parameter('false'))}  Own:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: !Sub "\${A.Outputs.Answer}"\n`,
    found: ['fail A.Disk disk.yaml', 'fail Own main.yaml'],
  },
  {
    name: 'an output that does not exist',
    resources: `${stack('A', '')}  Own:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: !GetAtt A.Outputs.Gone\n`,
    found: ['unknown Own main.yaml'],
  },
  {
    name: 'stacks that hand each other their outputs',
    resources: stack('A', parameter('!GetAtt B.Outputs.Answer')) + stack('B', parameter('!GetAtt A.Outputs.Answer')),
    found: ['unknown A.Disk disk.yaml'],
  },
  {
    name: 'templates that lie elsewhere',
    resources:
      '  A:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: "https://s3.amazonaws.com/b/disk.yaml"}\n  B:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ../../disk.yaml}\n  C:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: gone.yaml}\n',
    found: [],
  },
  {
    name: 'a template that nests itself',
    resources: '  A:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: main.yaml}\n',
    found: [],
  },
  {
    name: 'an asset of the CDK',
    resources:
      '  A:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: !Sub "https://s3.${AWS::URLSuffix}/x"\n      Parameters: {Enc: false}\n    Metadata: {"aws:asset:path": disk.yaml, "aws:asset:property": TemplateURL}\n',
    found: ['fail A.Disk disk.yaml'],
  },
];

/** What the stack around asks is the same question within, where it hands down what is asked about. */
const ASKED: readonly (readonly [name: string, parameters: string, encrypted: string, found: readonly string[]])[] = [
  ['the same question', '{Where: !Ref Where}', '!If [Here, true, false]', []],
  ['its opposite', '{Where: !Ref Where}', '!If [Here, false, true]', ['fail A.Disk']],
  ['another value of the same', '{Where: !Ref Where}', '!If [There, false, true]', []],
  ['a question about something else', '{Where: !Ref Other}', '!If [Here, true, false]', ['fail A.Disk']],
  [
    'another value of a parameter of the same name that is something else',
    '{Where: !Ref Other}',
    '!If [There, false, true]',
    ['fail A.Disk'],
  ],
  ['what is not handed down', '{}', '!If [Here, true, false]', ['fail A.Disk']],
];

describe('Conditions of nested stacks', () => {
  for (const [name, parameters, encrypted, found] of ASKED) {
    it(name, () => {
      const main = `Parameters:\n  Where: {Type: String}\n  Other: {Type: String}\nConditions:\n  On: !Equals [!Ref Where, "on"]\nResources:\n${stack('A', `      Parameters: ${parameters}\n    Condition: On\n`)}`;
      const inner = `Parameters:\n  Where: {Type: String}\nConditions:\n  Here: !Equals ["on", !Ref Where]\n  There: !Equals [!Ref Where, "off"]\nResources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties: {Encrypted: ${encrypted}}\n`;
      assert.deepEqual(
        judge({ 'main.yaml': main, 'disk.yaml': inner }).map(({ verdict, address }) => `${verdict} ${address}`),
        found,
      );
    });
  }
});

describe('Nested stacks', () => {
  for (const { name, resources, found } of CASES) {
    it(name, () => {
      assert.deepEqual(show(judge({ 'main.yaml': HEAD + resources, 'disk.yaml': DISK })), found);
    });
  }

  it('the way of a value, and every call', () => {
    const resources = stack('A', parameter('false')) + stack('B', parameter('false'));
    const [finding] = judge({ 'main.yaml': HEAD + resources, 'disk.yaml': DISK });
    assert.deepEqual(
      finding?.related.map(({ note }) => note),
      ['parameter "Enc" of "A"', 'nested stack "A"', 'parameter "Enc" of "B"', 'nested stack "B"'],
    );
  });

  it('stacks in stacks, up to a bound', () => {
    const level = (next: string): string =>
      `Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ${next}}\n  V: {Type: AWS::EC2::Volume, Properties: {Encrypted: false}}\n`;
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        i === 0 ? 'main.yaml' : `l${String(i)}.yaml`,
        level(`l${String(i + 1)}.yaml`),
      ]),
    );
    assert.deepEqual(judge(files).length, 8);
  });

  it('a tree that doubles with every level is bounded', () => {
    const twice = (next: string): string =>
      ['A', 'B', 'C', 'D']
        .map((name) => `  ${name}:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ${next}}\n`)
        .join('');
    const files = Object.fromEntries(
      Array.from({ length: 7 }, (_, i) => [
        i === 0 ? 'main.yaml' : `l${String(i)}.yaml`,
        `Resources:\n${twice(`l${String(i + 1)}.yaml`)}`,
      ]),
    );
    const judged = memoryProject({ ...files, 'l7.yaml': DISK }, kinds).judge('main.yaml');
    assert.ok((judged?.unit.resources.length ?? 0) <= 501);
  });

  it('is evaluated anew only where it is handed something else', () => {
    const call = (name: string, value: string): string => stack(name, parameter(value));
    const main = `Parameters:\n  Enc: {Type: String, Default: false}\nResources:\n${call('A', '!Ref Enc')}${call('B', 'true')}  Topic: {Type: AWS::SNS::Topic}\n`;
    const project = memoryProject({ 'main.yaml': main, 'disk.yaml': DISK }, kinds);
    const told = (text: string): readonly (readonly [string, unknown, unknown])[] => {
      project.setText('main.yaml', text);
      const resources = project.judge('main.yaml')?.unit.resources ?? [];
      return resources.map(({ id, meaning, token }) => [id, meaning, token] as const);
    };
    /** What is the same object as before: the meaning, or the token as well. */
    const kept = (text: string): readonly string[] => {
      const before = told(main);
      return told(text).map(([id, meaning, token]) => {
        const [, sense, places] = before.find(([other]) => other === id) ?? [];
        return `${id} ${meaning !== undefined && meaning === sense ? (token === places ? 'all' : 'meaning') : 'nothing'}`;
      });
    };
    const sorted = (text: string): readonly string[] => [...kept(text)].sort();
    assert.deepEqual(sorted(main.replace('SNS::Topic}', 'SNS::Topic} # typed')), [
      'A nothing',
      'A.Disk all',
      'B nothing',
      'B.Disk all',
      'Topic nothing',
    ]);
    assert.deepEqual(sorted(main.replace('  A:', '  # typed\n  A:')), [
      'A nothing',
      'A.Disk meaning',
      'B nothing',
      'B.Disk meaning',
      'Topic meaning',
    ]);
    assert.deepEqual(sorted(main.replace('false}', 'true }')), [
      'A nothing',
      'A.Disk nothing',
      'B nothing',
      'B.Disk all',
      'Topic nothing',
    ]);
  });

  it('a fix inside of a stack names what is there by its own name', () => {
    const inner =
      'Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties: {EnableKeyRotation: true}\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: true\n      Size: 1\n';
    const files = { 'main.yaml': `Resources:\n${stack('A', '')}`, 'disk.yaml': inner };
    const project = memoryProject(files, kinds);
    const finding = project
      .judge('main.yaml')
      ?.analysis.findings.find(({ rule }) => rule.id === 'ebs-volume-no-customer-key');
    assert.ok(finding);
    const [plan] = fixesOf(project, 'main.yaml', finding);
    assert.ok(plan);
    assert.equal(
      applyFix(project, 'main.yaml', plan, 'disk.yaml'),
      inner.replace('      Size: 1\n', '      Size: 1\n      KmsKeyId: !GetAtt Key.Arn\n'),
    );
  });
});
