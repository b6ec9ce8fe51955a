// Every example of every rule: the finding stands exactly at the mark, the fix gives exactly the good text, unknown is silent.
// With UPDATE=1 in the environment, a good text that is not what the fix makes is written anew into the kind file, for review.
import assert from 'node:assert/strict';
import type { Finding } from '../../../server/core/evaluate';
import { allExamples, compareSpans, mark, type Example } from '../../support/examples';
import { allKinds, kindFiles } from '../../support/kinds';
import { updateExamples, type Update } from '../../support/update-examples';
import { applyFix, findingsIn, fixesOf, memoryProject } from '../../support/memory-project';

/** What UPDATE=1 writes when all examples have run. */
const updates: Update[] = [];

function judge(example: Example, text: string): readonly Finding[] {
  return findingsIn(memoryProject({ [example.path]: text }, allKinds()), example.path);
}

function failures(findings: readonly Finding[], rule?: string): readonly Finding[] {
  return findings.filter((finding) => finding.verdict === 'fail' && (rule === undefined || finding.rule.id === rule));
}

function shown(text: string, findings: readonly Finding[]): string {
  return mark(
    text,
    findings.map((finding) => finding.span),
  );
}

function checkBad(example: Example): void {
  if (!example.bad) return;
  const { text, spans } = example.bad;
  const found = failures(judge(example, text), example.rule);
  if (shown(text, found) !== mark(text, spans))
    assert.fail(
      compareSpans(
        text,
        spans,
        found.map(({ span }) => span),
      ),
    );
}

/** The good text that is to hold: what the fix makes where it is written anew, else what stands there. */
function checkFix(example: Example): string | undefined {
  if (!example.bad || example.good === undefined) return example.good;
  const project = memoryProject({ [example.path]: example.bad.text }, allKinds());
  const before = findingsIn(project, example.path);
  const finding = failures(before, example.rule)[0];
  assert.ok(finding, 'there is a finding');
  if (finding.rule.fixes.length === 0) return example.good;
  const plan = fixesOf(project, example.path, finding)[0];
  assert.ok(plan, 'there is a fix');
  const fixed = applyFix(project, example.path, plan);
  if (process.env.UPDATE === '1' && fixed !== example.good) updates.push({ ...example, good: fixed });
  else assert.equal(fixed, example.good, 'the fix gives the good text');
  return fixed;
}

function checkGood(example: Example): void {
  if (example.good === undefined) return;
  const after = judge(example, example.good);
  assert.equal(shown(example.good, failures(after, example.rule)), example.good, 'the good text is silent');
  if (!example.bad) return;
  const known = new Set(failures(judge(example, example.bad.text)).map((finding) => finding.rule.id));
  const added = failures(after).filter((finding) => !known.has(finding.rule.id) && !isNextStep(finding));
  assert.deepEqual(
    added.map((finding) => finding.rule.id),
    [],
    'the fix brings no other finding',
  );
}

/** What is encrypted now lies under AWS's key: true, quieter, and not to be told before. Nothing else may come with a fix. */
function isNextStep(finding: Finding): boolean {
  return finding.rule.severity === 'low' && finding.rule.profile !== 'baseline';
}

function checkUnknown(example: Example): void {
  if (example.unknown === undefined) return;
  const findings = judge(example, example.unknown).filter((finding) => finding.rule.id === example.rule);
  assert.equal(shown(example.unknown, failures(findings)), example.unknown, 'unknown is silent');
  assert.ok(
    findings.some((finding) => finding.verdict === 'unknown' && finding.reason),
    'it says why it is unknown',
  );
}

describe('rules', () => {
  after(() => {
    for (const line of updateExamples(updates)) console.log(line);
  });
  it('kind files are understood', () => {
    const complaints = kindFiles().flatMap((file) =>
      file.complaints.map(({ line, message }) => `rules/${file.path}:${String(line)}: ${message}`),
    );
    assert.deepEqual(complaints, []);
  });
  for (const example of allExamples()) {
    it(`${example.kind} ${example.rule} ${example.language} ${String(example.number)}`, () => {
      checkBad(example);
      checkGood({ ...example, good: checkFix(example) });
      checkUnknown(example);
    });
  }
});
