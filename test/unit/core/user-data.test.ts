// Scripts for instances of which parts are filled in later, encoded or not: what is written in them tells, what is not known does not.
import assert from 'node:assert/strict';
import { allKinds } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

const ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = '-user-data-secret';
const SCRIPT = 'ec2-instance-access-key-in-script';

type Verdict = 'fail' | 'unknown' | 'silent';
type Case = readonly [name: string, written: string, verdict: Verdict];

const heredoc = (text: string): string => `<<-EOF\n    ${text}\n    EOF\n  `;
const part = (content: string): string => `part {\n    content = ${content}\n  }`;

/** What `user_data_base64` of an instance is; findings stand at all of it. */
const TERRAFORM: readonly Case[] = [
  ['a literal', `base64encode("export ID=${ID}")`, 'fail'],
  ['a literal that is fine', 'base64encode("systemctl start web")', 'silent'],
  ['a text in part', `base64encode("export NAME=\${var.free} ID=${ID}")`, 'fail'],
  ['a text in part that may be fine', 'base64encode("export NAME=${var.free}")', 'unknown'],
  ['a heredoc', `base64encode(${heredoc(`echo \${var.free} ${ID}`)})`, 'fail'],
  ['nothing that is known', 'base64encode(var.free)', 'unknown'],
  ['a key in two parts', 'base64encode("AKIA${var.free}IOSFODNN7EXAMPLE")', 'unknown'],
  ['a branch', `base64encode(var.free ? "${ID}" : "nothing")`, 'fail'],
  ['a template', 'base64encode(templatefile("run.sh", { name = var.free }))', 'fail'],
  ['a template with variables that are not known', 'base64encode(templatefile("run.sh", var.free))', 'fail'],
  ['a template with more variables', 'base64encode(templatefile("run.sh", merge(var.free, {})))', 'fail'],
  ['a template whose variable is the key', `base64encode(templatefile("fine.sh", { name = "${ID}" }))`, 'fail'],
  ['a template with nothing in it', 'base64encode(templatefile("fine.sh", var.free))', 'unknown'],
  ['a file', 'filebase64("run.sh")', 'fail'],
  ['a file that is fine', 'filebase64("plain.sh")', 'silent'],
  ['a file that is not there', 'filebase64("other.sh")', 'unknown'],
  ['something zipped', `base64gzip("export ID=${ID}")`, 'fail'],
  ['something zipped that may be fine', 'base64gzip("systemctl start web")', 'unknown'],
  ['parts of cloud-init', 'data.cloudinit_config.bad.rendered', 'fail'],
  ['parts of cloud-init with nothing in them', 'data.cloudinit_config.good.rendered', 'unknown'],
  ['parts of cloud-init of an older provider', 'data.template_cloudinit_config.bad.rendered', 'fail'],
];

const AROUND = `variable "free" {}

data "cloudinit_config" "bad" {
  gzip = true
  ${part('"systemctl start web"')}
  ${part('templatefile("run.sh", { name = var.free })')}
}

data "cloudinit_config" "good" {
  ${part('var.free')}
}

data "template_cloudinit_config" "bad" {
  ${part(`"export ID=${ID}"`)}
}
`;

const FILES = {
  'run.sh': `echo \${name}\nexport ID=${ID}\n`,
  'fine.sh': 'echo ${name}\n',
  'plain.sh': 'systemctl start web\n',
};

/** `UserData` of an instance. */
const CLOUDFORMATION: readonly Case[] = [
  ['a literal', `{ "Fn::Base64": "export ID=${ID}" }`, 'fail'],
  ['a text in part', `{ "Fn::Base64": { "Fn::Sub": "echo \${Free} ${ID}" } }`, 'fail'],
  ['a text in part that may be fine', '{ "Fn::Base64": { "Fn::Sub": "echo ${Free}" } }', 'unknown'],
  ['a text in pieces', `{ "Fn::Base64": { "Fn::Join": ["\\n", ["echo", { "Ref": "Free" }, "${ID}"]] } }`, 'fail'],
  ['a branch', `{ "Fn::Base64": { "Fn::If": ["On", { "Fn::Sub": "\${Free} ${ID}" }, "nothing"] } }`, 'fail'],
  ['a key in two parts', '{ "Fn::Base64": { "Fn::Sub": "AKIA${Free}IOSFODNN7EXAMPLE" } }', 'unknown'],
  ['what is read at deployment', '{ "Fn::Base64": "export ID={{resolve:ssm:/app/id}}" }', 'unknown'],
];

function verdictAt(files: Readonly<Record<string, string>>, path: string, rule: string): readonly [Verdict, string] {
  const found = findingsIn(memoryProject(files, allKinds()), path).find((finding) => finding.rule.id.endsWith(rule));
  return found ? [found.verdict, files[path]?.slice(found.span.start, found.span.end) ?? ''] : ['silent', ''];
}

describe('user data', () => {
  for (const [name, written, verdict] of TERRAFORM) {
    it(`${name} in Terraform is ${verdict}`, () => {
      const text = `${AROUND}\nresource "aws_instance" "web" {\n  user_data_base64 = ${written}\n}\n`;
      const expected = verdict === 'silent' ? '' : written;
      assert.deepEqual(verdictAt({ ...FILES, 'main.tf': text }, 'main.tf', SECRET), [verdict, expected]);
    });
  }

  for (const [name, written, verdict] of CLOUDFORMATION) {
    it(`${name} in CloudFormation is ${verdict}`, () => {
      const web = `{ "Type": "AWS::EC2::Instance", "Properties": { "UserData": ${written} } }`;
      const text = `{
  "Parameters": { "Free": { "Type": "String" } },
  "Conditions": { "On": { "Fn::Equals": [{ "Ref": "Free" }, "x"] } },
  "Resources": { "Web": ${web} }
}`;
      assert.equal(verdictAt({ 'template.json': text }, 'template.json', SECRET)[0], verdict);
    });
  }

  const keys: readonly Case[] = [
    ['a literal', '"export AWS_SECRET_ACCESS_KEY=put-it-here"', 'fail'],
    ['a variable', '"export AWS_SECRET_ACCESS_KEY=${var.free}"', 'unknown'],
    ['a variable, encoded', 'base64encode("export AWS_SECRET_ACCESS_KEY=${var.free}")', 'unknown'],
    ['a literal, encoded', 'base64encode("export AWS_SECRET_ACCESS_KEY=put-it-here")', 'fail'],
  ];
  for (const [name, written, verdict] of keys) {
    it(`an access key from ${name} is ${verdict}`, () => {
      const text = `${AROUND}\nresource "aws_instance" "web" {\n  user_data = ${written}\n}\n`;
      assert.deepEqual(verdictAt({ ...FILES, 'main.tf': text }, 'main.tf', SCRIPT), [verdict, written]);
    });
  }

  it('is judged anew when what it encodes changes', () => {
    const files = { 'main.tf': 'resource "aws_instance" "web" {\n  user_data_base64 = base64gzip(file("x.sh"))\n}\n' };
    const texts = { ...files, 'x.sh': 'a' };
    const project = memoryProject(texts, allKinds());
    const verdict = (): string | undefined =>
      findingsIn(project, 'main.tf').find(({ rule }) => rule.id.endsWith(SECRET))?.verdict;
    assert.equal(verdict(), 'unknown');
    project.setText('x.sh', ID);
    assert.equal(verdict(), 'fail');
  });
});
