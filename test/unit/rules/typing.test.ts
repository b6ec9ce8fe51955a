// An example of every kind and language typed with skipped keys: nothing throws or points outside of the text. test/typing skips none.
import { allExamples, type Example } from '../../support/examples';
import { allKinds } from '../../support/kinds';
import { memoryProject } from '../../support/memory-project';
import { lookAt } from '../../support/typing';

/** Every eleventh prefix: over hundreds of texts they end at each kind of place. */
const STEP = 11;

describe('typing', () => {
  const kinds = new Map<string, Example[]>();
  for (const example of allExamples()) {
    if (example.bad !== undefined) kinds.set(example.kind, [...(kinds.get(example.kind) ?? []), example]);
  }
  for (const [kind, examples] of kinds) {
    it(`${kind}, some keys at a time`, () => {
      for (const example of firstOfEach(examples)) typeThrough(example);
    });
  }
});

function firstOfEach(examples: readonly Example[]): readonly Example[] {
  return examples.filter((example, i) => examples.findIndex((other) => other.language === example.language) === i);
}

function typeThrough({ bad, path }: Example): void {
  const text = bad?.text ?? '';
  const project = memoryProject({}, allKinds());
  for (let end = text.length % STEP; end <= text.length; end += STEP) lookAt(project, path, text.slice(0, end));
}
