// Every example typed key by key: at no moment does anything throw, hang, or point outside of the text.
import assert from 'node:assert/strict';
import { planFixes } from '../../../server/core/fix';
import { allExamples, type Example } from '../../support/examples';
import { allKinds } from '../../support/kinds';
import { memoryProject } from '../../support/memory-project';

/** Every eleventh prefix: over hundreds of texts they end at each kind of place. */
const STEP = 11;
const sample = allExamples().filter((example) => example.bad !== undefined);

describe('typing', () => {
  const kinds = new Map<string, Example[]>();
  for (const example of sample) kinds.set(example.kind, [...(kinds.get(example.kind) ?? []), example]);
  for (const [kind, examples] of kinds) {
    it(`${kind}, key by key`, () => {
      for (const example of firstOfEach(examples)) typeThrough(example);
    });
  }
});

function firstOfEach(examples: readonly Example[]): readonly Example[] {
  return examples.filter((example, i) => examples.findIndex((other) => other.language === example.language) === i);
}

function typeThrough(example: Example): void {
  const text = example.bad?.text ?? '';
  const project = memoryProject({}, allKinds());
  for (let end = text.length % STEP; end <= text.length; end += STEP) {
    const prefix = text.slice(0, end);
    project.setText(example.path, prefix);
    const judged = project.judge(example.path);
    assert.deepEqual(
      judged?.analysis.failures ?? [],
      [],
      `${example.rule}: a rule throws at ${JSON.stringify(prefix.slice(-40))}`,
    );
    for (const finding of judged?.analysis.findings ?? []) {
      assert.ok(
        finding.span.start >= 0 && finding.span.start <= finding.span.end && finding.span.end <= end,
        `${finding.rule.id}: a place outside of the text`,
      );
      if (judged) planFixes(finding, judged.analysis.index);
    }
  }
}
