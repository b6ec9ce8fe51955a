// "Ignore" with a reason: the exact text in each dialect, at the line, the resource and the file; the finding is then silent.
import assert from 'node:assert/strict';
import { applySuppressions, suppressionsIn } from '../../../../server/core/suppress';
import { ignoreEdits, ignoreScopes, type IgnoreScope } from '../../../../server/core/suppress/write';
import type { Document, Unit } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import { allKinds } from '../../../support/kinds';
import { findingsIn, memoryProject } from '../../../support/memory-project';

interface IgnoreCase {
  readonly path: string;
  readonly rule: string;
  /** Marks of the scopes show where each one writes its line. */
  readonly text: string;
  readonly scopes: Readonly<Partial<Record<IgnoreScope, string>>>;
}

const WHY = '-- until 2027, see ticket 7';
/** In JSON. */
const ITEM = '{ "rule": "rds-instance-unencrypted", "reason": "until 2027, see ticket 7" }';

const CASES: readonly IgnoreCase[] = [
  {
    path: 'template.yaml',
    rule: 'rds-instance-unencrypted',
    text: 'Resources:\n<resource>  Orders:\n    Type: AWS::RDS::DBInstance\n    Properties:\n<line>      StorageEncrypted: false\n',
    scopes: {
      line: `      # cipherlint-ignore rds-instance-unencrypted ${WHY}\n`,
      resource: `  # cipherlint-ignore rds-instance-unencrypted ${WHY}\n`,
      file: `# cipherlint-ignore-file rds-instance-unencrypted ${WHY}\n`,
    },
  },
  {
    path: 'main.tf',
    rule: 'rds-instance-unencrypted',
    text: '<resource>resource "aws_db_instance" "orders" {\n<line>  storage_encrypted = false\n}\n',
    scopes: {
      line: `  # cipherlint-ignore rds-instance-unencrypted ${WHY}\n`,
      resource: `# cipherlint-ignore rds-instance-unencrypted ${WHY}\n`,
      file: `# cipherlint-ignore-file rds-instance-unencrypted ${WHY}\n`,
    },
  },
  {
    path: 'app.py',
    rule: 'rds-instance-unencrypted',
    text: 'import boto3\n\n<resource>boto3.client("rds").create_db_instance(\n    DBInstanceIdentifier="orders",\n<line>    StorageEncrypted=False,\n)\n',
    scopes: {
      line: `    # cipherlint-ignore rds-instance-unencrypted ${WHY}\n`,
      resource: `# cipherlint-ignore rds-instance-unencrypted ${WHY}\n`,
      file: `# cipherlint-ignore-file rds-instance-unencrypted ${WHY}\n`,
    },
  },
  {
    path: 'stack.ts',
    rule: 'rds-instance-unencrypted',
    text: "import * as rds from 'aws-cdk-lib/aws-rds';\n\n<resource>new rds.DatabaseInstance(this, 'Orders', {\n  engine,\n  vpc,\n<line>  storageEncrypted: false,\n});\n",
    scopes: {
      line: `  // cipherlint-ignore rds-instance-unencrypted ${WHY}\n`,
      resource: `// cipherlint-ignore rds-instance-unencrypted ${WHY}\n`,
      file: `// cipherlint-ignore-file rds-instance-unencrypted ${WHY}\n`,
    },
  },
  {
    path: 'deploy.sh',
    rule: 'rds-instance-unencrypted',
    text: '#!/bin/sh\n<file><line>aws rds create-db-instance --db-instance-identifier orders --engine postgres\n',
    scopes: {
      line: `# cipherlint-ignore rds-instance-unencrypted ${WHY}\n`,
      file: `# cipherlint-ignore-file rds-instance-unencrypted ${WHY}\n`,
    },
  },
  {
    path: 'template.json',
    rule: 'rds-instance-unencrypted',
    text: '{<file>\n  "Resources": {\n    "Orders": {\n      "Type": "AWS::RDS::DBInstance",\n<resource>      "Properties": { "StorageEncrypted": false }\n    }\n  }\n}\n',
    scopes: {
      resource:
        '      "Metadata": { "cipherlint": { "ignore": [{ "rule": "rds-instance-unencrypted", "reason": "until 2027, see ticket 7" }] } },\n',
      file: '\n  "Metadata": { "cipherlint": { "ignore": [{ "rule": "rds-instance-unencrypted", "reason": "until 2027, see ticket 7" }] } },',
    },
  },
  {
    path: 'main.tf.json',
    rule: 'rds-instance-unencrypted',
    text: '{<file>\n  "resource": {\n    "aws_db_instance": {\n      "orders": {\n<resource>        "storage_encrypted": false\n      }\n    }\n  }\n}\n',
    scopes: {
      resource:
        '        "//": { "cipherlint": { "ignore": [{ "rule": "rds-instance-unencrypted", "reason": "until 2027, see ticket 7" }] } },\n',
      file: '\n  "//": { "cipherlint": { "ignore": [{ "rule": "rds-instance-unencrypted", "reason": "until 2027, see ticket 7" }] } },',
    },
  },
  {
    path: 'filled.json',
    rule: 'rds-instance-unencrypted',
    text: '{ "Metadata": {<file> "Owner": "shop" }, "Resources": { "Orders": { "Type": "AWS::RDS::DBInstance"<resource>, "Properties": {} } } }\n',
    scopes: {
      resource: `, "Metadata": { "cipherlint": { "ignore": [${ITEM}] } }`,
      file: `"cipherlint": { "ignore": [${ITEM}] }, `,
    },
  },
  {
    path: 'both.json',
    rule: 'rds-instance-unencrypted',
    text: '{ "Metadata": { "cipherlint": { "ignore": [<file>"s3-bucket-allows-http"] } }, "Resources": { "Orders": { "Type": "AWS::RDS::DBInstance", "Metadata": { "cipherlint": {<resource>} } } } }\n',
    scopes: { resource: `"ignore": [${ITEM}]`, file: `${ITEM}, ` },
  },
  {
    path: 'words.tf.json',
    rule: 'rds-instance-unencrypted',
    text: '{ "//": "made by hand", "resource": { "aws_db_instance": { "orders": {<resource> "storage_encrypted": false } } } }\n',
    scopes: { resource: ` "//": { "cipherlint": { "ignore": [${ITEM}] } },` },
  },
  {
    path: 'words-too.tf.json',
    rule: 'rds-instance-unencrypted',
    text: '{<file> "resource": { "aws_db_instance": { "orders": { "//": "made by hand", "storage_encrypted": false } } } }\n',
    scopes: { file: ` "//": { "cipherlint": { "ignore": [${ITEM}] } },` },
  },
  {
    path: 'awscc.tf.json',
    rule: 'rds-instance-unencrypted',
    text: '{<file> "resource": { "awscc_rds_db_instance": { "orders": {<resource> "storage_encrypted": false } } } }\n',
    scopes: {
      resource: ` "//": { "cipherlint": { "ignore": [${ITEM}] } },`,
      file: ` "//": { "cipherlint": { "ignore": [${ITEM}] } },`,
    },
  },
];

const plain = (text: string): string => text.replace(/<(?:line|resource|file)>/g, '');

/** The text with what is inserted at the mark of a scope; the file's mark is its start where there is none. */
function inserted(text: string, scope: IgnoreScope, words: string): string {
  const marked = text.includes(`<${scope}>`) ? text : `<file>${text}`;
  return plain(marked.replace(`<${scope}>`, () => words));
}

function documentOf(unit: Unit | undefined): Document {
  const [document] = unit?.documents ?? [];
  assert.ok(document, 'the file is read');
  return document;
}

describe('ignoring with a reason', () => {
  for (const { path, rule, text, scopes } of CASES) {
    const before = plain(text);
    const find = (content: string) => {
      const project = memoryProject({ [path]: content }, allKinds());
      const finding = findingsIn(project, path).find((each) => each.rule.id === rule && each.verdict === 'fail');
      return { unit: project.judge(path)?.unit, finding };
    };

    it(`offers in ${path} what the form can say`, () => {
      const { unit, finding } = find(before);
      assert.ok(finding, 'there is a finding');
      assert.deepEqual(ignoreScopes(finding, documentOf(unit)), Object.keys(scopes));
    });

    for (const [scope, words] of Object.entries(scopes) as [IgnoreScope, string][])
      it(`writes it in ${path} for the ${scope}, and the finding is silent`, () => {
        const { unit: judged, finding } = find(before);
        assert.ok(finding, 'there is a finding');
        const after = applyEdits(before, ignoreEdits(finding, scope, documentOf(judged), 'until 2027, see ticket 7'));
        assert.equal(after, inserted(text, scope, words));
        const { unit, finding: again } = find(after);
        assert.ok(unit && again, 'the finding is there, but suppressed');
        const [shown] = applySuppressions([again], suppressionsIn(unit), '2026-01-01').findings;
        assert.equal(shown?.by?.reason, 'until 2027, see ticket 7');
      });
  }
});
