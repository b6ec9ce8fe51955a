// `AWS::Include` and merge keys of other tools: what lies in the workspace stands there, what does not makes nothing missing.
import assert from 'node:assert/strict';
import { applyFix, failureOf, fixesOf, memoryProject } from '../../../support/memory-project';
import { allKinds } from '../../../support/kinds';
import type { Finding } from '../../../../server/core/evaluate';

type Files = Readonly<Record<string, string>>;

const kinds = allKinds();
const DISK = 'ebs-volume-unencrypted';
const HTTP = 's3-bucket-allows-http';

/** The transform with its keys indented by `by`. */
function include(location: string, by: number): string {
  const indent = ' '.repeat(by);
  return `${indent}Fn::Transform:\n${indent}  Name: AWS::Include\n${indent}  Parameters:\n${indent}    Location: ${location}\n`;
}

const BUCKET = '  Logs:\n    Type: AWS::S3::Bucket\n';
const VOLUME = '  Disk:\n    Type: AWS::EC2::Volume\n';
const PLAIN = 'Encrypted: false\nSize: 8\n';
const PLAIN_DISK = 'Data:\n  Type: AWS::EC2::Volume\n  Properties:\n    Encrypted: false\n';

function judge(files: Files, rule: string): readonly Finding[] {
  const findings = memoryProject(files, kinds).judge('main.yaml')?.analysis.findings ?? [];
  return findings.filter((finding) => finding.rule.id === rule);
}

/** `verdict address «marked text» <- places and words of the way`. */
function show(files: Files, { verdict, address, source, span, related }: Finding): string {
  const at = (uri: string, { start, end }: { start: number; end: number }): string =>
    (files[uri.replace('file:///', '')] ?? '').slice(start, end);
  const way = related.map(
    ({ place, note }) => ` <- ${place.uri.replace('file:///', '')} «${at(place.uri, place.span)}» ${note}`,
  );
  return `${verdict} ${address} «${at(source, span)}»${way.join('')}`;
}

interface Case {
  readonly name: string;
  readonly rule: string;
  readonly main: string;
  readonly parts?: Files;
  readonly found: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'properties from a file',
    rule: DISK,
    main: `Resources:\n${VOLUME}    Properties:\n${include('./part.yaml', 6)}`,
    parts: { 'part.yaml': PLAIN },
    found: ['fail Disk «./part.yaml» <- part.yaml «false» included file'],
  },
  {
    name: 'properties beside others',
    rule: DISK,
    main: `Resources:\n${VOLUME}    Properties:\n      Size: 1\n${include('part.yaml', 6)}`,
    parts: { 'part.yaml': 'Encrypted: true\n' },
    found: [],
  },
  {
    name: 'a property here and in the file',
    rule: DISK,
    main: `Resources:\n${VOLUME}    Properties:\n      Encrypted: true\n${include('part.yaml', 6)}`,
    parts: { 'part.yaml': PLAIN },
    found: ['unknown Disk «part.yaml»'],
  },
  {
    name: 'JSON from a folder',
    rule: DISK,
    main: `Resources:\n${VOLUME}    Properties:\n${include('parts/disk.json', 6)}`,
    parts: { 'parts/disk.json': '{ "Encrypted": false }' },
    found: ['fail Disk «parts/disk.json» <- parts/disk.json «false» included file'],
  },
  {
    name: 'two files',
    rule: DISK,
    main: `Resources:\n${VOLUME}    Properties:\n      Fn::Transform:\n        - {Name: AWS::Include, Parameters: {Location: a.yaml}}\n        - {Name: AWS::Include, Parameters: {Location: b.yaml}}\n`,
    parts: { 'a.yaml': 'Size: 3\n', 'b.yaml': PLAIN },
    found: ['fail Disk «b.yaml» <- b.yaml «false» included file'],
  },
  {
    name: 'the short tag',
    rule: DISK,
    main: `Resources:\n${VOLUME}    Properties: !Transform {Name: AWS::Include, Parameters: {Location: part.yaml}}\n`,
    parts: { 'part.yaml': PLAIN },
    found: ['fail Disk «part.yaml» <- part.yaml «false» included file'],
  },
  {
    name: 'parameters of the template in the file',
    rule: DISK,
    main: `Parameters:\n  Enc: {Type: String, Default: "false"}\nResources:\n${VOLUME}    Properties:\n${include('part.yaml', 6)}`,
    parts: { 'part.yaml': 'Encrypted:\n  Ref: Enc\n' },
    found: [
      'fail Disk «part.yaml» <- main.yaml «"false"» default of parameter "Enc" <- part.yaml «Ref: Enc» included file',
    ],
  },
  {
    name: 'a whole resource',
    rule: DISK,
    main: `Resources:\n${include('part.yaml', 2)}`,
    parts: { 'part.yaml': PLAIN_DISK },
    found: [
      'fail Data «part.yaml» <- part.yaml «false» included file <- part.yaml «Type: AWS::EC2::Volume\n  Properties:\n    Encrypted: false» included file',
    ],
  },
  {
    name: 'two resources of one file, each for itself',
    rule: DISK,
    main: `Resources:\n${include('part.yaml', 2)}`,
    parts: {
      'part.yaml': `A: {Type: AWS::EC2::Volume}\nB: {Type: AWS::EC2::Volume, Properties: {Encrypted: false}}\n`,
    },
    found: [
      'fail A «part.yaml» <- part.yaml «{Type: AWS::EC2::Volume}» included file',
      'fail B «part.yaml» <- part.yaml «false» included file <- part.yaml «{Type: AWS::EC2::Volume, Properties: {Encrypted: false}}» included file',
    ],
  },
  {
    name: 'sections at the top of the template',
    rule: DISK,
    main: `Transform:\n  Name: AWS::Include\n  Parameters:\n    Location: part.yaml\nResources:\n${VOLUME}    Properties:\n      Encrypted: !FindInMap [Disks, all, on]\n`,
    parts: { 'part.yaml': 'Mappings:\n  Disks:\n    all: {on: false}\n' },
    found: [
      'fail Disk «!FindInMap [Disks, all, on]» <- part.yaml «false» included file <- main.yaml «part.yaml» mapping "Disks"',
    ],
  },
  {
    name: 'a condition in a section',
    rule: DISK,
    main: `Conditions:\n${include('part.yaml', 2)}Resources:\n${VOLUME}    Properties:\n      Encrypted: !If [On, true, false]\n`,
    parts: { 'part.yaml': 'On:\n  Fn::Equals: [a, a]\n' },
    found: [],
  },
  {
    name: 'a policy that is included belongs to the bucket',
    rule: HTTP,
    main: `Resources:\n${BUCKET}${include('part.yaml', 2)}`,
    parts: {
      'part.yaml': `Deny:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: {Ref: Logs}
    PolicyDocument:
      Statement:
        - Effect: Deny
          Principal: "*"
          Action: "s3:*"
          Resource: [{Fn::GetAtt: [Logs, Arn]}, {Fn::Sub: "\${Logs.Arn}/*"}]
          Condition: {Bool: {"aws:SecureTransport": "false"}}
`,
    },
    found: [],
  },
  { name: 'a bucket alone', rule: HTTP, main: `Resources:\n${BUCKET}`, found: ['fail Logs «AWS::S3::Bucket»'] },
  ...[
    ['a file on S3', include('s3://bucket/part.yaml', 2)],
    ['a file that is not there', include('gone.yaml', 2)],
    ['a file outside', include('../../part.yaml', 2)],
    ['a file by parameter', include('!Ref Where', 2)],
    ['a module of the registry', '  Safe:\n    Type: My::Company::Policy::MODULE\n'],
    ['a module of another tool', '  Safe:\n    Type: !Rain::Module ./safe.yaml\n'],
    ['a section of modules', 'Modules:\n  Safe: {Source: safe.yaml}\n'],
    ['another macro', '  Fn::Transform: {Name: Mine}\n'],
    ['a merge of another tool', '  <<: !Include part.yaml\n'],
    ['a merge of several', '  <<: [!Include a.yaml, !Include b.yaml]\n'],
    ['a merge of an anchor that is nowhere', '  <<: *gone\n'],
  ].map(([name = '', line = '']) => ({
    name: `${name}: no companion is missing`,
    rule: HTTP,
    main: `Resources:\n${BUCKET}${line}`,
    found: ['unknown Logs «AWS::S3::Bucket»'],
  })),
  {
    name: 'sections of which nothing is known',
    rule: HTTP,
    main: `Transform:\n  Name: AWS::Include\n  Parameters: {Location: s3://b/x.yaml}\nResources:\n${BUCKET}`,
    found: ['unknown Logs «AWS::S3::Bucket»'],
  },
  {
    name: 'the section as a whole by another tool',
    rule: HTTP,
    main: `AWSTemplateFormatVersion: "2010-09-09"\n<<: !Include rest.yaml\nResources:\n${BUCKET}`,
    found: ['unknown Logs «AWS::S3::Bucket»'],
  },
  ...[
    ['a file on S3', include('s3://bucket/part.yaml', 6)],
    ['another tool', '      <<: !Include part.yaml\n'],
    ['a condition', '      <<: !If [On, {Encrypted: true}, {Size: 1}]\n'],
  ].map(([name = '', line = '']) => ({
    name: `${name}: no property is missing`,
    rule: 'efs-file-system-unencrypted',
    main: `Resources:\n  Files:\n    Type: AWS::EFS::FileSystem\n    Properties:\n      ThroughputMode: elastic\n${line}`,
    found: ['unknown Files «AWS::EFS::FileSystem»'],
  })),
  {
    name: 'the properties may come with a transform of the resource',
    rule: 'efs-file-system-unencrypted',
    main: `Resources:\n  Files:\n    Type: AWS::EFS::FileSystem\n${include('s3://b/x.yaml', 4)}`,
    found: ['unknown Files «AWS::EFS::FileSystem»'],
  },
  {
    name: 'an include within an include is not done by AWS either',
    rule: 'efs-file-system-unencrypted',
    main: `Resources:\n  Files:\n    Type: AWS::EFS::FileSystem\n    Properties:\n${include('part.yaml', 6)}`,
    parts: { 'part.yaml': include('part.yaml', 0) },
    found: ['unknown Files «AWS::EFS::FileSystem»'],
  },
  {
    name: 'a file that is no map',
    rule: 'efs-file-system-unencrypted',
    main: `Resources:\n  Files:\n    Type: AWS::EFS::FileSystem\n    Properties:\n${include('part.yaml', 6)}`,
    parts: { 'part.yaml': '- a\n' },
    found: ['unknown Files «AWS::EFS::FileSystem»'],
  },
  ...[
    ['a file', '${file(gone.yml)}'],
    ['a file by variable', '${file(${self:custom.where}/a.yml)}'],
    ['a script', '${file(made.js):resources}'],
  ].map(([name = '', part = '']) => ({
    name: `${name} of the Serverless Framework that is not read: no companion is missing`,
    rule: HTTP,
    main: `resources:\n  - ${part}\n  - Resources:\n      Logs: {Type: AWS::S3::Bucket}\n`,
    found: ['unknown Logs «AWS::S3::Bucket»'],
  })),
  {
    name: 'a file of the Serverless Framework that is read',
    rule: HTTP,
    main: 'resources:\n  - ${file(there.yml)}\n  - Resources:\n      Logs: {Type: AWS::S3::Bucket}\n',
    parts: { 'there.yml': 'Resources:\n  Key: {Type: AWS::KMS::Key}\n' },
    found: ['fail Logs «AWS::S3::Bucket»'],
  },
  {
    name: 'an include in a nested stack',
    rule: DISK,
    main: `Resources:\n  Inner:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: sub/inner.yaml}\n`,
    parts: {
      'sub/inner.yaml': `Resources:\n${VOLUME}    Properties:\n${include('part.yaml', 6)}`,
      'sub/part.yaml': PLAIN,
    },
    found: [
      'fail Inner.Disk «part.yaml» <- sub/part.yaml «false» included file <- main.yaml «Inner» nested stack "Inner"',
    ],
  },
];

describe('CloudFormation: files that a template includes', () => {
  for (const { name, rule, main, parts = {}, found } of CASES) {
    it(name, () => {
      const files = { 'main.yaml': main, ...parts };
      assert.deepEqual(
        judge(files, rule).map((finding) => show(files, finding)),
        found,
      );
    });
  }

  it('names a file that is not there, and no other', () => {
    const main = `Resources:\n${include('gone.yaml', 2)}${VOLUME}    Properties:\n${include('s3://b/c.yaml', 6)}`;
    const documents = memoryProject({ 'main.yaml': main }, kinds).judge('main.yaml')?.unit.documents ?? [];
    assert.deepEqual(
      documents.flatMap(({ problems }) =>
        problems.map(({ span, message }) => [main.slice(span.start, span.end), message]),
      ),
      [['gone.yaml', 'The included file "gone.yaml" is not in this workspace.']],
    );
  });

  it('edits neither what is included nor what would stand beside it', () => {
    const mains = [
      `Resources:\n${include('a.yaml', 2)}`,
      `Resources:\n${VOLUME}    Properties:\n${include('b.yaml', 6)}`,
    ];
    for (const main of mains) {
      const project = memoryProject({ 'main.yaml': main, 'a.yaml': PLAIN_DISK, 'b.yaml': PLAIN }, kinds);
      const [plan] = fixesOf(project, 'main.yaml', failureOf(project, 'main.yaml', DISK));
      assert.ok(plan);
      assert.throws(() => applyFix(project, 'main.yaml', plan));
    }
  });

  it('follows what is typed in the included file', () => {
    const files: Record<string, string> = {
      'main.yaml': `Resources:\n${include('part.yaml', 2)}`,
      'part.yaml': PLAIN_DISK,
    };
    const project = memoryProject(files, kinds);
    const verdicts = (): readonly string[] =>
      (project.judge('main.yaml')?.analysis.findings ?? [])
        .filter(({ rule }) => rule.id === DISK)
        .map(({ verdict }) => verdict);
    assert.deepEqual(verdicts(), ['fail']);
    project.setText('part.yaml', PLAIN_DISK.replace('false', 'true'));
    assert.deepEqual(verdicts(), []);
    project.setText('part.yaml', `\n${PLAIN_DISK}`);
    assert.deepEqual(verdicts(), ['fail']);
  });

  it('bears every state of typing', () => {
    const main = `Transform: {Name: AWS::Include, Parameters: {Location: a.yaml}}\nResources:\n${include('a.yaml', 2)}${VOLUME}    Properties:\n      <<: !Include x\n${include('b.yaml', 6)}`;
    const files = { 'main.yaml': main, 'a.yaml': PLAIN_DISK, 'b.yaml': PLAIN };
    const typed = memoryProject(files, kinds);
    for (let end = 0; end <= main.length; end++) {
      const text = main.slice(0, end);
      typed.setText('main.yaml', text);
      const fresh = memoryProject({ ...files, 'main.yaml': text }, kinds).judge('main.yaml');
      const seen = (findings: readonly Finding[] = []): readonly string[] =>
        findings.map(({ rule, verdict, span, related }) => JSON.stringify([rule.id, verdict, span, related]));
      assert.deepEqual(seen(typed.judge('main.yaml')?.analysis.findings), seen(fresh?.analysis.findings));
    }
  });

  it('bears files that are too large together', () => {
    const many = Array.from({ length: 3000 }, (_, i) => `K${String(i)}: [1, 2, 3, 4, 5, 6, 7, 8]\n`).join('');
    const files = {
      'main.yaml': `Resources:\n${VOLUME}    Properties:\n${include('part.yaml', 6)}`,
      'part.yaml': `${many}Encrypted: false\n`,
    };
    assert.deepEqual(
      judge(files, DISK).map(({ verdict }) => verdict),
      ['unknown'],
    );
  });
});
