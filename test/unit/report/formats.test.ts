// JUnit, GitHub's commands and the web page: what stands where, and that nothing of a scanned file breaks out of its place.
import assert from 'node:assert/strict';
import { github } from '../../../server/report/github';
import { html } from '../../../server/report/html';
import { escapeXml, junit } from '../../../server/report/junit';
import type { ReportedFinding, ScanReport } from '../../../server/report/model';
import { sarif } from '../../../server/report/sarif';
import { allKinds } from '../../support/kinds';

const rule = allKinds()
  .kinds.flatMap((kind) => kind.rules)
  .find(({ id }) => id === 'ebs-volume-unencrypted');
const NASTY = '<script>alert("1")</script>&\u0000,:%\n::error::x';

function finding(more: Partial<ReportedFinding> = {}): ReportedFinding {
  assert.ok(rule);
  return {
    rule,
    level: 'high',
    verdict: 'fail',
    path: 'a/main.tf',
    region: { startLine: 1, startColumn: 14, endLine: 1, endColumn: 19 },
    message: 'The volume is not encrypted.',
    reason: undefined,
    address: 'aws_ebs_volume.d',
    state: 'off',
    related: [],
    suppressedBy: undefined,
    dialect: 'terraform',
    fingerprint: 'encrypted false',
    fix: undefined,
    line: '  encrypted = false',
    ...more,
  };
}

const report = (findings: readonly ReportedFinding[]): ScanReport => ({
  version: '1.2.3',
  root: '/x',
  files: 2,
  paths: ['a/main.tf'],
  findings,
  problems: [],
  stores: [],
});
const ignored = finding({
  suppressedBy: { tool: 'checkov', reason: 'old', words: 'checkov:skip=CKV_AWS_3:old', line: 1 },
});
const known = finding({ suppressedBy: { tool: 'baseline', reason: undefined, words: undefined, line: undefined } });

describe('JUnit report', () => {
  it('has a failed case for a finding and a skipped one for an ignored finding', () => {
    const text = junit(report([finding(), ignored, finding({ verdict: 'unknown' })]));
    assert.match(
      text,
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="cipherlint 1.2.3" tests="2" failures="1" /,
    );
    assert.match(text, /<testsuite name="a\/main.tf" tests="2" failures="1" skipped="1"/);
    assert.match(
      text,
      /<testcase classname="a\/main.tf" name="ebs-volume-unencrypted aws_ebs_volume.d \(2:15\)" file="a\/main.tf" line="2"/,
    );
    assert.match(text, /<failure type="error" message="The volume is not encrypted.">a\/main.tf:2:15\n/);
    assert.match(text, /<skipped message="ignored by checkov: old"\/>/);
  });

  it('is one passed case without findings', () => {
    assert.match(junit(report([])), /tests="1" failures="0"[\s\S]*name="2 files without findings"/);
  });

  it('escapes what a file can hold', () => {
    const text = junit(report([finding({ message: NASTY, path: NASTY, address: NASTY })]));
    assert.ok(!text.includes('<script>'));
    assert.ok(!text.includes('\u0000'));
    assert.equal(escapeXml('a<b>&"\'\uD800'), 'a&lt;b&gt;&amp;&quot;&#39;');
  });
});

describe('GitHub report', () => {
  it('writes one command for each finding that counts, from the repository’s root', () => {
    assert.deepEqual(github(report([finding(), ignored]), 'infra').split('\n'), [
      '::error file=infra/a/main.tf,line=2,endLine=2,col=15,endColumn=20,title=ebs-volume-unencrypted (aws_ebs_volume.d)::The volume is not encrypted.',
      'cipherlint: 2 files read, 1 finding',
      '',
    ]);
  });

  it('lets no text start a command of its own', () => {
    const lines = github(report([finding({ message: NASTY, path: NASTY })])).split('\n');
    assert.equal(lines.filter((line) => line.startsWith('::')).length, 1);
    assert.match(lines[0] ?? '', /file=<script>alert\("1"\)<\/script>&\u0000%2C%3A%25%0A%3A%3Aerror%3A%3Ax,/);
  });
});

describe('HTML report', () => {
  it('shows summary, findings and what is ignored, with nothing from outside', () => {
    const text = html(report([finding(), ignored]));
    assert.match(text, /<p>2 files read, 1 finding, 1 ignored\.<\/p>/);
    assert.match(text, /<h3>a\/main.tf<\/h3>/);
    assert.match(text, /<th scope="row">2:15<\/th><td><span class="level high">error<\/span><\/td>/);
    assert.match(text, /checkov:skip=CKV_AWS_3:old/);
    assert.ok(!/<script|<link|<img|\bsrc=|@import|url\(/.test(text));
    assert.match(text, /^<!DOCTYPE html>\n<html lang="en">/);
  });

  it('escapes what a file can hold', () => {
    const text = html(report([finding({ message: NASTY, path: NASTY, address: NASTY, line: NASTY })]));
    assert.ok(!text.includes('<script'));
  });
});

describe('suppressions in SARIF', () => {
  it('are in the source with the tool and its words, or external', () => {
    const data = JSON.parse(sarif(report([ignored, known, finding()]), 'file:///x')) as {
      runs: { results: { suppressions?: unknown }[] }[];
    };
    assert.deepEqual(
      data.runs[0]?.results.map(({ suppressions }) => suppressions),
      [
        [
          {
            kind: 'inSource',
            justification: 'old',
            properties: { tool: 'checkov', words: 'checkov:skip=CKV_AWS_3:old' },
          },
        ],
        [{ kind: 'external', properties: { tool: 'baseline' } }],
        undefined,
      ],
    );
  });
});
