// Judging from keystroke to keystroke: the same findings, to the last detail, as judging the text from the start.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { analyze, type Finding } from '../../../server/core/evaluate';
import type { Project } from '../../../server/core/project';
import { cloudformation } from '../../../server/dialects/cloudformation/index';
import { python, script, template, terraform } from '../../bench/texts';
import { allKinds, root } from '../../support/kinds';
import { accessTo, memoryProject } from '../../support/memory-project';
import { NO_FILES } from '../../support/no-files';
import { MODULES, NESTED } from '../../support/nested-samples';

const kinds = allKinds();

/** What people type, paste and delete; `«line»` stands for a copy of the line that is edited. */
const TYPED = ['', ' ', '\n', '#', ' # note\n', 'x', 'true', 'false', '"', '!Ref Key', ': ', '  Key:\n', '}', '«line»'];

interface Edit {
  /** Share of the text before the edit. */
  readonly at: number;
  readonly removed: number;
  readonly typed: string;
}

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat({ max: 12 }),
    typed: fc.constantFrom(...TYPED),
  }),
  { minLength: 4, maxLength: 10 },
);

function edited(text: string, { at, removed, typed }: Edit): string {
  const start = Math.floor(text.length * at);
  const from = text.lastIndexOf('\n', start) + 1;
  const line = text.slice(from, text.indexOf('\n', from) + 1);
  const [head, rest] = typed === '«line»' ? [from, from] : [start, start + removed];
  return text.slice(0, head) + typed.replace('«line»', line) + text.slice(rest);
}

/** Everything that anybody can see of a finding, or build a fix on. */
function seen(finding: Finding): unknown {
  const { rule, verdict, address, source, span, message, reason, related, resource, blame, part } = finding;
  return {
    ...{ rule: rule.id, verdict, address, source, span, message, reason, related, id: resource.id, part },
    blame: blame && { ...blame, resource: blame.resource.id, source: blame.source },
    body: resource.body,
    extent: resource.span,
  };
}

function findingsOf(project: Project, path: string): unknown {
  return project.judge(path)?.analysis.findings.map(seen);
}

function sample(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(root, folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(root, folder, path), 'utf8')]));
}

/** The finding stands in the metadata, behind the properties. */
const CREDENTIALS = `Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0123456789abcdef0
    Metadata:
      Note: kept up by the web team
      AWS::CloudFormation::Authentication:
        Packages:
          type: basic
          username: deploy
          password: orange-tractor
          uris:  [https://example.com]
`;

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly runs: number;
  /** The file that is judged, where that is not the one that is edited. */
  readonly judged?: string;
}

const CASES: readonly Case[] = [
  { name: 'a template', files: { 'template.yaml': template(72) }, runs: 10 },
  { name: 'sample templates', files: sample('samples/cloudformation'), runs: 6 },
  { name: 'nested stacks', files: NESTED, runs: 24, judged: 'main.yaml' },
  { name: 'called modules', files: MODULES, runs: 24, judged: 'main.tf' },
  { name: 'a Terraform folder', files: terraform(84), runs: 8 },
  { name: 'sample modules', files: sample('samples/terraform'), runs: 6 },
  { name: 'Python', files: { 'app.py': python(40) }, runs: 5 },
  { name: 'sample notebooks and scripts', files: sample('samples/ml'), runs: 6 },
  { name: 'TypeScript', files: { 'app.ts': script(30) }, runs: 4 },
];

function findings(project: Project, path: string): readonly Finding[] {
  return project.judge(path)?.analysis.findings.filter(({ verdict }) => verdict === 'fail') ?? [];
}

function rulesAfresh(path: string, text: string): readonly string[] {
  return findings(memoryProject({ [path]: text }, kinds), path).map(({ rule, address }) => `${address} ${rule.id}`);
}

const POLICY = `Resources:
  Data:
    Type: AWS::S3::Bucket
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: '*'
            Action: s3:*
            Resource: [!GetAtt Data.Arn, !Sub '\${Data.Arn}/*']
            Condition:
              Bool:
                aws:SecureTransport: false
`;

const DATABASE = `resource "aws_db_parameter_group" "main" {
  family = "postgres16"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_db_instance" "orders" {
  engine               = "postgres"
  storage_encrypted    = true
  parameter_group_name = aws_db_parameter_group.main.name
}
`;

const BUCKETS = `locals {
  keys = ["a"]
}

resource "aws_s3_bucket" "data" {
  for_each      = toset(local.keys)
  bucket_prefix = "x"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data["a"].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
`;

/** One resource is edited, another one's verdict changes. */
const ELSEWHERE = [
  {
    name: 'what a policy is attached to',
    path: 'template.yaml',
    text: POLICY,
    from: '!Ref Data',
    to: 'other',
    gained: ['Data s3-bucket-allows-http'],
  },
  {
    name: 'a parameter group',
    path: 'main.tf',
    text: DATABASE,
    from: 'value = "1"',
    to: 'value = "0"',
    gained: [
      'aws_db_instance.orders rds-instance-plaintext-allowed',
      'aws_db_parameter_group.main rds-parameter-group-force-ssl-off',
    ],
  },
  {
    name: 'the instances of a resource that has companions',
    path: 'main.tf',
    text: BUCKETS,
    from: '["a"]',
    to: '["a", "b"]',
    gained: [
      'aws_s3_bucket.data["b"] s3-bucket-encryption-left-to-aws',
      'aws_s3_bucket.data["b"] s3-bucket-no-kms-key',
      'aws_s3_bucket.data["a"] s3-bucket-no-customer-key',
    ],
  },
  {
    name: 'the name that a call’s result gets',
    path: 'app.ts',
    text: "import * as crypto from 'crypto';\nconst first = Math.random();\nconst second = Math.random();\n",
    from: 'second',
    to: 'sessionToken',
    gained: ['node:Math.random code-secret-from-weak-random'],
  },
  {
    name: 'how far an argument goes',
    path: 'app.py',
    text: 'import boto3\nkms = boto3.client("kms")\nwith open("a", "rb") as file:\n    kms.encrypt(KeyId="alias/a", Plaintext=file)\n',
    from: 'Plaintext=file',
    to: 'Plaintext=file.read()',
    gained: ['kms:Encrypt kms-encrypt-bulk-data'],
  },
  {
    name: 'a call of the same name above',
    path: 'app.py',
    text: "import random\npassword = random.choice('abc')\n",
    from: 'password',
    to: "colour = random.choice('rgb')\npassword",
    gained: [],
  },
];

describe('judging after an edit', () => {
  for (const { name, files, runs, judged } of CASES) {
    it(`gives what judging from the start gives: ${name}`, () => {
      for (const path of Object.keys(files)) {
        fc.assert(
          fc.property(edits, (steps) => {
            const project = memoryProject(files, kinds);
            const seenPath = judged ?? path;
            project.judge(seenPath);
            let text = files[path] ?? '';
            for (const step of steps) {
              text = edited(text, step);
              project.setText(path, text);
              assert.deepEqual(
                findingsOf(project, seenPath),
                findingsOf(memoryProject({ ...files, [path]: text }, kinds), seenPath),
              );
            }
          }),
          { numRuns: Math.ceil(runs / Object.keys(files).length), seed: 7 },
        );
      }
    });
  }

  it('gives what judging from the start gives in another state of the files', () => {
    const [first = '', ...others] = Object.keys(terraform(84));
    const before = { ...terraform(84), 'template.yaml': template(72), 'app.py': python(40) };
    const project = memoryProject(before, kinds);
    for (const path of Object.keys(before)) project.judge(path);
    fc.assert(
      fc.property(edits, ([step]) => {
        const now = Object.fromEntries(
          Object.entries(before).flatMap(([path, text]) => {
            if (path === first) return []; // a file that is not there in the other state
            return [[path, step && path !== others[0] ? edited(text, step) : text] as const];
          }),
        );
        const over = project.over(accessTo(now));
        for (const path of Object.keys(before))
          assert.deepEqual(findingsOf(over, path), findingsOf(memoryProject(now, kinds), path));
      }),
      { numRuns: 10, seed: 7 },
    );
  });

  for (const { name, path, text, from, to, gained } of ELSEWHERE) {
    it(`looks again where ${name} changed`, () => {
      const project = memoryProject({ [path]: text }, kinds);
      const rules = (): readonly string[] =>
        findings(project, path).map(({ rule, address }) => `${address} ${rule.id}`);
      const before = rules();
      project.setText(path, text.replace(from, to));
      const now = rules();
      assert.deepEqual(
        [now.filter((each) => !before.includes(each)), rulesAfresh(path, text.replace(from, to))],
        [gained, now],
      );
      project.setText(path, text);
      assert.deepEqual(rules(), before);
    });
  }

  it('finds a credential again that moved within the metadata alone', () => {
    const project = memoryProject({ 'template.yaml': CREDENTIALS }, kinds);
    const marked = (text: string): readonly string[] =>
      findings(project, 'template.yaml')
        .filter(({ rule }) => rule.id === 'secrets-init-credentials-literal')
        .map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(marked(CREDENTIALS), ['orange-tractor']);
    const moved = CREDENTIALS.replace('type: ', 'type:  ').replace('uris:  ', 'uris: ');
    project.setText('template.yaml', moved);
    assert.deepEqual(marked(moved), ['orange-tractor']);
  });

  it('knows how far a resource reaches after a line at its end that no rule reads', () => {
    const block =
      'Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties:\n      SqsManagedSseEnabled: false';
    const project = memoryProject({ 'template.yaml': `${block}\n` }, kinds);
    const ends = (): readonly number[] => [
      ...new Set(findings(project, 'template.yaml').map(({ resource }) => resource.span.end)),
    ];
    assert.deepEqual(ends(), [block.length]);
    const longer = `${block}\n    DeletionPolicy: Retain`;
    project.setText('template.yaml', `${longer}\n`);
    assert.deepEqual(ends(), [longer.length]);
  });

  it('judges only what the edit touched', () => {
    const read = (text: string, previous?: ReturnType<typeof cloudformation.read>) =>
      cloudformation.read({ uri: 'file:///t.yaml', path: 't.yaml', text }, previous);
    const text = template(72);
    const first = read(text);
    const before = analyze(cloudformation.resolve([first], NO_FILES), kinds);
    const second = read(text.replace('Engine: postgres', 'Engine: postgres # the main one'), first);
    const now = analyze(cloudformation.resolve([second], NO_FILES), kinds, before);
    const judgedAnew = now.findings.filter((finding) => {
      const moved = !Object.hasOwn(finding, 'blame'); // it judges again when it is asked for
      return !moved && !before.findings.includes(finding);
    });
    assert.deepEqual([...new Set(judgedAnew.map(({ resource }) => resource.id))], ['Orders0']);
    assert.equal(now.findings.length, before.findings.length);
  });
});
