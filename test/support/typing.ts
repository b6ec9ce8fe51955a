// Types the examples of the rules key by key into one project, and holds what must be true at every moment.
import assert from 'node:assert/strict';
import { applyPlan } from '../../server/core/apply-plan';
import type { Finding } from '../../server/core/evaluate';
import { planFixes } from '../../server/core/fix';
import type { JudgedUnit, Project } from '../../server/core/project';
import { allExamples, type ExampleLanguage } from './examples';
import { allKinds } from './kinds';
import { findingsIn, memoryProject } from './memory-project';

/** Fixes are not only planned but made at one in so many moments. */
const FIX_STEP = 11;

/** From one look to the next, in characters: 1 in `npm run test:typing`, more where the typing is one part of `npm test`. */
const STEP = Math.max(1, Number(process.env.TYPING_STEP ?? 1));

/** Texts that are typed one after the other into the same file. */
export interface TypedTexts {
  readonly path: string;
  /** Sorted, without repetitions: what a text has in common with the one before stands already. */
  readonly texts: readonly string[];
}

/** Every text of every example in a language, by the file name under which it is read. */
export function textsOf(language: ExampleLanguage): readonly TypedTexts[] {
  const texts = new Map<string, Set<string>>();
  for (const { language: written, path, bad, good, unknown } of allExamples()) {
    if (written !== language) continue;
    const known = texts.get(path) ?? new Set();
    for (const text of [bad?.text, good, unknown]) if (text !== undefined) known.add(text);
    texts.set(path, known);
  }
  return [...texts].map(([path, set]) => ({ path, texts: [...set].sort() }));
}

/** Types the texts behind one another, each from where it parts from the one before, and says at how many prefixes it looked. */
export function typeAll(path: string, texts: readonly string[]): number {
  const project = memoryProject({}, allKinds());
  let looked = 0;
  let before = '';
  for (const text of texts) {
    for (let end = commonLength(before, text) + 1; end <= text.length; end += STEP) {
      lookAt(project, path, text.slice(0, end));
      if (looked++ % FIX_STEP === 0) tryFixes(project, path);
    }
    holdsAsIfOpened(project, path, text);
    before = text;
  }
  return looked;
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** A moment of typing: no rule throws, every finding stands in the text, and its fixes can be planned. */
export function lookAt(project: Project, path: string, text: string): void {
  project.setText(path, text);
  const judged = project.judge(path);
  if (!judged) return;
  const { failures, findings, index } = judged.analysis;
  const tail = JSON.stringify(text.slice(-60));
  if (failures.length > 0) assert.deepEqual(failures, [], `a rule throws at ${tail}`);
  for (const finding of findings) {
    const { start, end } = finding.span;
    assert.ok(start >= 0 && start <= end && end <= text.length, `${finding.rule.id}: outside of the text at ${tail}`);
    planFixes(finding, index);
  }
}

/** Makes every fix of every finding as a user may at this moment; each gives a text or a plain reason. */
function tryFixes(project: Project, path: string): void {
  const judged = project.judge(path);
  for (const finding of judged?.analysis.findings ?? []) if (judged) tryFixesOf(project, path, judged, finding);
}

function tryFixesOf(project: Project, path: string, { adapter, unit, analysis }: JudgedUnit, finding: Finding): void {
  for (const plan of planFixes(finding, analysis.index)) {
    const applied = applyPlan(plan, unit, adapter, (texts) => {
      const byPath = [...texts].map(([uri, text]) => [uri.replace('file:///', ''), text] as const);
      return project.resolveWith(path, new Map(byPath));
    });
    if (!applied.ok) assert.notEqual(applied.reason, '', finding.rule.id);
  }
}

/** What was typed key by key is judged as the same text in a file that was just opened. */
function holdsAsIfOpened(project: Project, path: string, text: string): void {
  project.setText(path, text);
  const opened = memoryProject({ [path]: text }, allKinds());
  const short = (finding: Finding): string => `${finding.rule.id} at ${String(finding.span.start)}`;
  assert.deepEqual(findingsIn(project, path).map(short), findingsIn(opened, path).map(short), text);
}
