// Shell scripts in the user data of instances: their `aws` commands are judged and repaired where they are written.
import assert from 'node:assert/strict';
import { applySuppressions, suppressionsIn } from '../../../server/core/suppress';
import { mark, unmark } from '../../support/examples';
import { allKinds } from '../../support/kinds';
import { applyFix, failureOf, findingsIn, fixesOf, memoryProject } from '../../support/memory-project';

const RULES: ReadonlySet<string> = new Set([
  'rds-instance-unencrypted',
  'aws-client-verification-off',
  'code-tls-verification-off',
]);

interface Case {
  readonly name: string;
  readonly path: 'main.tf' | 'template.yaml' | 'template.json';
  /** With marks where something surely is a gap. */
  readonly text: string;
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const instance = (argument: string, ...script: readonly string[]): string =>
  lines('variable "name" {}', '', 'resource "aws_instance" "web" {', `  ${argument}`, ...script, '}');

const template = (type: string, ...properties: readonly string[]): string =>
  lines('Resources:', '  Web:', `    Type: ${type}`, '    Properties:', ...properties.map((line) => `      ${line}`));

const CASES: readonly Case[] = [
  {
    name: 'a heredoc',
    path: 'main.tf',
    text: instance(
      'user_data = <<-EOF',
      '    #!/bin/bash',
      '    yum update -y && aws s3 ls --region eu-west-1 «--no-verify-ssl»',
      '    EOF',
    ),
  },
  {
    name: 'an encoded heredoc with something filled in, over several lines',
    path: 'main.tf',
    text: instance(
      'user_data_base64 = base64encode(<<EOF',
      '#!/usr/bin/env bash',
      'aws rds create-db-instance --db-name ${replace("a}b", "}", var.name)} \\',
      '  «--no-storage-encrypted» --tags $${TAG}',
      'EOF',
      '  )',
    ),
  },
  {
    name: 'options that are filled in',
    path: 'main.tf',
    text: instance('user_data = <<EOF', '#!/bin/sh', 'aws rds create-db-instance ${var.name}', 'EOF'),
  },
  {
    name: 'a value that is filled in',
    path: 'main.tf',
    text: instance('user_data = <<EOF', '#!/bin/sh', 'aws rds create-db-instance --${var.name}-encrypted', 'EOF'),
  },
  {
    name: 'lines that a directive may leave out',
    path: 'main.tf',
    text: instance(
      'user_data = <<EOF',
      '#!/bin/sh',
      '%{ if var.name == "x" }',
      'aws s3 ls --no-verify-ssl',
      '%{ endif }',
      'EOF',
    ),
  },
  {
    name: 'no shell',
    path: 'main.tf',
    text: instance('user_data = <<EOF', '#cloud-config', 'runcmd:', '  - aws s3 ls --no-verify-ssl', 'EOF'),
  },
  {
    name: 'another language',
    path: 'main.tf',
    text: instance('user_data = <<EOF', '#!/usr/bin/python3', 'x = "aws s3 ls --no-verify-ssl"', 'EOF'),
  },
  {
    name: 'a download that checks nobody',
    path: 'main.tf',
    text: instance(
      'user_data = <<EOF',
      '#!/bin/bash',
      'curl -fsS «-k» -o app.zip https://${var.name}.example.com/app.zip',
      'curl -fsS -o app.zip https://example.com/app.zip',
      'EOF',
    ),
  },
  {
    name: 'options that a variable of the script holds',
    path: 'template.yaml',
    text: template(
      'AWS::EC2::Instance',
      'UserData:',
      '  Fn::Base64: |',
      '    #!/bin/bash',
      '    OPTIONS=(--db-instance-class db.t3.micro --no-storage-encrypted)',
      '    aws rds create-db-instance «"${OPTIONS[@]}"»',
    ),
  },
  {
    name: 'what is filled in for a name is not what the script holds under it',
    path: 'main.tf',
    text: instance('user_data = <<EOF', '#!/bin/bash', 'name=--no-verify-ssl', 'aws s3 ls ${var.name}', 'EOF'),
  },
  {
    name: 'a comment in the script',
    path: 'main.tf',
    text: instance('user_data = <<EOF', '#!/bin/bash', '# aws s3 ls --no-verify-ssl', 'EOF'),
  },
  {
    name: 'an instance that is never there',
    path: 'main.tf',
    text: instance('count = 0', '  user_data = <<EOF', '#!/bin/bash', 'aws s3 ls --no-verify-ssl', 'EOF'),
  },
  {
    name: 'a block of lines',
    path: 'template.yaml',
    text: template(
      'AWS::EC2::Instance',
      'UserData:',
      '  Fn::Base64: |',
      '    #!/bin/bash -xe',
      '    aws s3 ls «--no-verify-ssl»',
      '  ',
      'ImageId: ami-1',
    ),
  },
  {
    name: 'a block of lines with something filled in',
    path: 'template.yaml',
    text: template(
      'AWS::EC2::LaunchTemplate',
      'LaunchTemplateData:',
      '  UserData:',
      '    Fn::Base64: !Sub |',
      '      #!/bin/sh',
      '      aws rds create-db-instance --db-name ${AWS::StackName} «--no-storage-encrypted» --tags "${!TAG}"',
      '      aws rds create-db-instance ${Options}',
    ),
  },
  {
    name: 'a block of lines with variables',
    path: 'template.yaml',
    text: template(
      'AWS::AutoScaling::LaunchConfiguration',
      'UserData:',
      '  Fn::Base64:',
      '    Fn::Sub:',
      '      - |-',
      '        #!/bin/bash',
      '        aws s3 ls «--no-verify-ssl»',
      '      - { x: 1 }',
    ),
  },
  {
    name: 'lines that are folded, whose places are not known',
    path: 'template.yaml',
    text: template(
      'AWS::EC2::Instance',
      'UserData:',
      '  Fn::Base64: >',
      '    #!/bin/bash',
      '',
      '    aws s3 ls --no-verify-ssl',
    ),
  },
  {
    name: 'a text of JSON, whose lines are not known',
    path: 'template.json',
    text: '{ "Resources": { "Web": { "Type": "AWS::EC2::Instance", "Properties": { "UserData": { "Fn::Base64": "#!/bin/bash\\naws s3 ls --no-verify-ssl" } } } } }',
  },
];

describe('scripts in user data', () => {
  for (const { name, path, text } of CASES)
    it(name, () => {
      const wanted = unmark(text);
      const found = findingsIn(memoryProject({ [path]: wanted.text }, allKinds()), path).filter(
        ({ rule, verdict }) => RULES.has(rule.id) && verdict === 'fail',
      );
      const shown = mark(
        wanted.text,
        found.map(({ span }) => span),
      );
      assert.equal(shown, text);
    });

  const repaired: readonly (readonly [path: string, before: string, rule: string, after: string])[] = [
    [
      'main.tf',
      instance(
        'user_data = <<EOF',
        '#!/bin/bash',
        'aws rds create-db-instance --no-storage-encrypted --db-name ${var.name}',
        'EOF',
      ),
      'rds-instance-unencrypted',
      instance(
        'user_data = <<EOF',
        '#!/bin/bash',
        'aws rds create-db-instance --storage-encrypted --db-name ${var.name}',
        'EOF',
      ),
    ],
    [
      'template.yaml',
      template(
        'AWS::EC2::Instance',
        'UserData:',
        '  Fn::Base64: !Sub |',
        '    #!/bin/bash',
        '    aws rds create-db-instance \\',
        '      --engine postgres',
        'ImageId: ami-1',
      ),
      'rds-instance-unencrypted',
      template(
        'AWS::EC2::Instance',
        'UserData:',
        '  Fn::Base64: !Sub |',
        '    #!/bin/bash',
        '    aws rds create-db-instance \\',
        '      --engine postgres \\',
        '      --storage-encrypted',
        'ImageId: ami-1',
      ),
    ],
  ];
  for (const [path, before, rule, after] of repaired)
    it(`are repaired in ${path}`, () => {
      const project = memoryProject({ [path]: before }, allKinds());
      const finding = failureOf(project, path, rule);
      const plan = fixesOf(project, path, finding).find(({ title }) => !title.includes(' with '));
      assert.ok(plan, 'there is a fix');
      assert.equal(applyFix(project, path, plan), after);
    });

  it('are those of each call of a module', () => {
    const call = (name: string): string => `module "${name}" {\n  source = "./m"\n  name   = "x"\n}\n`;
    const script = instance('user_data = <<EOF', '#!/bin/bash', 'aws s3 ls --no-verify-ssl', 'EOF');
    const files = { 'main.tf': call('a') + call('b'), 'm/main.tf': script };
    const judged = memoryProject(files, allKinds()).judge('main.tf');
    const calls = judged?.unit.resources.filter(({ type }) => type === 'sdk:Client') ?? [];
    assert.deepEqual(
      calls.map(({ id, via }) => [id, via?.map(({ note }) => note)]),
      [
        ['module.a.aws_instance.web/sdk:Client@12', ['module "a"']],
        ['module.b.aws_instance.web/sdk:Client@12', ['module "b"']],
      ],
    );
    const found = judged?.analysis.findings.filter(({ rule }) => rule.id === 'aws-client-verification-off') ?? [];
    assert.deepEqual(
      found.map(({ source, related }) => [source, related.map(({ note }) => note)]),
      [['file:///m/main.tf', ['module "a"', 'module "b"']]],
    );
  });

  it('are silenced by a comment of the script', () => {
    const silenced = instance(
      'user_data = <<EOF',
      '#!/bin/bash',
      '# cipherlint-ignore aws-client-verification-off -- a proxy of our own',
      'aws s3 ls --no-verify-ssl',
      'EOF',
    );
    const judged = memoryProject({ 'main.tf': silenced }, allKinds()).judge('main.tf');
    assert.ok(judged, 'it is judged');
    const { findings } = applySuppressions(judged.analysis.findings, suppressionsIn(judged.unit), '2026-01-01');
    const about = findings.filter(({ finding }) => finding.rule.id === 'aws-client-verification-off');
    assert.deepEqual(
      about.map(({ by }) => by?.tool),
      ['cipherlint'],
    );
  });

  it('say why something in them is not known, and ask nobody for what is filled in', () => {
    const text = instance(
      'user_data = <<EOF',
      '#!/bin/bash',
      'aws kms create-key --policy ${var.name} --x $NAME',
      'EOF',
    );
    const judged = memoryProject({ 'main.tf': text }, allKinds()).judge('main.tf');
    const call = judged?.unit.resources.find(({ type }) => type === 'kms:CreateKey');
    const values = call?.body.entries.map(({ value }) => value.kind === 'unknown' && [value.reason, value.asks]);
    assert.deepEqual(values, [
      ['what is filled in for ${var.name} is known only when the script runs', undefined],
      ['$NAME is known only when the script runs', { sort: 'environment', name: 'NAME' }],
    ]);
  });
});
