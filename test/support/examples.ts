// The examples of kind files as test cases: marked text in, plain text and marked spans out.
import type { Span } from '../../server/core/text';
import { kindFiles } from './kinds';

export type ExampleLanguage = 'cloudformation' | 'terraform' | 'typescript' | 'python' | 'shell';

export interface Example {
  /** Where it stands: the kind file below `rules/`, and the path in its data. */
  readonly file: string;
  readonly at: readonly (string | number)[];
  readonly kind: string;
  readonly rule: string;
  readonly language: ExampleLanguage;
  /** 1-based within its rule and language. */
  readonly number: number;
  /** The file name under which it is read. */
  readonly path: string;
  readonly bad: Marked | undefined;
  readonly good: string | undefined;
  readonly unknown: string | undefined;
}

export interface Marked {
  readonly text: string;
  readonly spans: readonly Span[];
}

const LANGUAGES: readonly ExampleLanguage[] = ['cloudformation', 'terraform', 'typescript', 'python', 'shell'];

/** Takes the `«»` out of a text and says where they stood. */
export function unmark(marked: string): Marked {
  const spans: Span[] = [];
  let text = '';
  let start = 0;
  for (const character of marked.split(/([«»])/)) {
    if (character === '«') start = text.length;
    else if (character === '»') spans.push({ start, end: text.length });
    else text += character;
  }
  return { text, spans };
}

/** Puts the `«»` back, for a message that shows where findings are. */
export function mark(text: string, spans: readonly Span[]): string {
  return [...spans]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (shown, span) => `${shown.slice(0, span.start)}«${shown.slice(span.start, span.end)}»${shown.slice(span.end)}`,
      text,
    );
}

/** A text with the spans that an example marks, and those of the findings, for people to compare. */
export function compareSpans(text: string, wanted: readonly Span[], found: readonly Span[]): string {
  const none = (spans: readonly Span[]): string => (spans.length === 0 ? ' (nowhere)' : '');
  return [
    'the finding does not stand where the mark is',
    `--- marked${none(wanted)}`,
    mark(text, wanted),
    `--- found${none(found)}`,
    mark(text, found),
  ].join('\n');
}

/** Every example of every rule of every kind file. */
export function allExamples(): readonly Example[] {
  return kindFiles().flatMap(({ data, path }) => {
    const kind = data as
      | {
          kind?: string;
          rules?: { id: string; examples?: Record<string, { bad?: string; good?: string; unknown?: string }[]> }[];
        }
      | undefined;
    return (kind?.rules ?? []).flatMap((rule, n) =>
      LANGUAGES.flatMap((language) =>
        (rule.examples?.[language] ?? []).map((example, i) => ({
          file: path,
          at: ['rules', n, 'examples', language, i],
          kind: kind?.kind ?? path,
          rule: rule.id,
          language,
          number: i + 1,
          path: fileName(language, example.bad ?? example.good ?? example.unknown ?? ''),
          bad: example.bad === undefined ? undefined : unmark(example.bad),
          good: example.good,
          unknown: example.unknown,
        })),
      ),
    );
  });
}

function fileName(language: ExampleLanguage, text: string): string {
  switch (language) {
    case 'cloudformation':
      return text.trimStart().startsWith('{') ? 'template.json' : 'template.yaml';
    case 'terraform':
      return text.trimStart().startsWith('{') ? 'main.tf.json' : 'main.tf';
    case 'typescript':
      return 'app.ts';
    case 'python':
      return 'app.py';
    case 'shell':
      return 'deploy.sh';
  }
}
