// Finds the comments that may hold a suppression, and what stands on the lines around them.
import type { Document, Language, Resource } from '../resource';
import type { Span } from '../text';
import type { ConfigValue } from '../value';

/** From its first sign to the end of its line. */
export interface Comment extends Span {
  readonly text: string;
  /** Nothing but the comment stands on its line. */
  readonly alone: boolean;
}

/** A file, with the resources that stand in it. */
export interface FileContext {
  readonly document: Document;
  readonly resources: readonly Resource[];
}

/** Words by which every comment form is known; a line without one of them is not looked at. */
const WORDS =
  /cipherlint-ignore|(?:checkov|bridgecrew|cortex):skip|(?:trivy|tfsec):ignore|kics-scan|dd-iac-scan|nosem|ts:skip|nosonar|nosec|noqa/gi;

const SIGNS: Readonly<Record<Language, RegExp | undefined>> = {
  yaml: /#/y,
  python: /#/y,
  shell: /#/y,
  hcl: /#|\/\/|\/\*/y,
  typescript: /\/\/|\/\*/y,
  javascript: /\/\/|\/\*/y,
  json: undefined,
};

/** A comment is looked at up to here: what is longer says nothing for us, and must not cost time. */
const MAX_COMMENT = 4000;

/** Every comment of a file in which a suppression could be written, in order. JSON has none. */
export function commentsIn({ source, language }: Document): readonly Comment[] {
  const { text } = source;
  const comments: Comment[] = [];
  let done = -1;
  for (const match of text.matchAll(WORDS)) {
    if (match.index < done) continue;
    const line = lineAt(text, match.index);
    done = line.end;
    const start = commentStart(text.slice(line.start, line.end), language);
    if (start === undefined) continue;
    const at = line.start + start;
    const end = Math.min(line.end, at + MAX_COMMENT);
    comments.push({ start: at, end, text: text.slice(at, end), alone: text.slice(line.start, at).trim() === '' });
  }
  return comments;
}

/** Where the comment of a line starts: at the first sign that stands in no string. Lines inside of `/* … *\/` start with a star. */
export function commentStart(line: string, language: Language): number | undefined {
  const signs = SIGNS[language];
  if (!signs) return undefined;
  const inner = /^\s*(?=\*)/.exec(line);
  if (inner && signs.source.includes('*')) return inner[0].length;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const character = line[i] ?? '';
    if (quote !== '') {
      if (character === '\\' && language !== 'yaml') i++;
      else if (character === quote) quote = '';
      continue;
    }
    signs.lastIndex = i;
    if (signs.test(line) && (!NEEDS_SPACE.has(language) || i === 0 || /\s/.test(line[i - 1] ?? ''))) return i;
    if (opensString(character, line[i - 1])) quote = character;
  }
  return undefined;
}

const NEEDS_SPACE: ReadonlySet<Language> = new Set<Language>(['yaml', 'shell']);

/** An apostrophe within a word opens no string. */
function opensString(character: string, before: string | undefined): boolean {
  return character === '"' || character === '`' || (character === "'" && !/\w/.test(before ?? ''));
}

/** The line at an offset, without its line break. */
export function lineAt(text: string, offset: number): Span {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end };
}

/** The next line; empty at the end of the text. */
export function lineAfter(text: string, line: Span): Span {
  return line.end >= text.length ? { start: text.length, end: text.length } : lineAt(text, line.end + 1);
}

/** The first line below that is neither blank nor a comment. */
export function codeLineAfter(text: string, line: Span): Span {
  let next = lineAfter(text, line);
  while (next.start < text.length && /^\s*(?:(?:#|\/\/|\/?\*)[^\n]*)?$/.test(text.slice(next.start, next.end)))
    next = lineAfter(text, next);
  return next;
}

/** The first line below that is no comment; a blank line ends the way down. */
export function lineBelowComments(text: string, line: Span): Span {
  let next = lineAfter(text, line);
  while (next.start < text.length && /^\s*(?:#|\/\/|\/?\*)/.test(text.slice(next.start, next.end)))
    next = lineAfter(text, next);
  return next;
}

/** The line a comment speaks of in most linters: its own if something stands before it, else the next that is neither blank nor a comment. */
export function lineFor(text: string, comment: Comment): Span {
  const line = lineAt(text, comment.start);
  return comment.alone ? codeLineAfter(text, line) : line;
}

/** The line, and whatever starts on it: the resource, the blocks and attributes, each to its end. */
export function startingOn({ resources }: FileContext, line: Span): Span {
  let end = line.end;
  const reach = (start: number, last: number): void => {
    if (start >= line.start && start < line.end) end = Math.max(end, last);
  };
  const visit = (value: ConfigValue): void => {
    if (value.span.end < line.start || value.span.start > end) return;
    if (value.kind === 'object') {
      reach(value.head.start, value.span.end);
      for (const entry of value.entries) {
        reach(entry.keySpan.start, entry.value.span.end);
        visit(entry.value);
      }
    } else if (value.kind === 'list') value.items.forEach(visit);
    else if (value.kind === 'choice') for (const option of value.options) visit(option.value);
  };
  for (const resource of resources) {
    reach(resource.span.start, resource.span.end);
    if (resource.span.start <= line.end && resource.span.end >= line.start) visit(resource.body);
  }
  return { start: line.start, end };
}

/** The resource inside of which a comment stands; `strictly`: neither on its first nor on its last line. */
export function resourceAround(
  { document, resources }: FileContext,
  comment: Comment,
  strictly: boolean,
): Resource | undefined {
  const { text } = document.source;
  return resources
    .filter(({ span }) => {
      const [first, last] = [lineAt(text, span.start), lineAt(text, span.end)];
      if (strictly) return comment.start > first.end && comment.start < last.start;
      return comment.start >= first.start && (comment.start <= last.end || trails(text, span, comment));
    })
    .at(-1);
}

/** A comment behind the last property that is still indented as a part of the resource: YAML blocks have no end sign. */
function trails(text: string, { start, end }: Span, comment: Comment): boolean {
  const between = text.slice(lineAt(text, end).end, comment.start);
  const column = comment.start - lineAt(text, comment.start).start;
  return column > start - lineAt(text, start).start && /^(?:\s|#[^\n]*\n)*$/.test(between);
}

/** True where nothing but comments, blank lines and `---` stand above. */
export function isAtHead(text: string, comment: Comment): boolean {
  const above = text.slice(0, comment.start).split('\n').slice(0, -1);
  return comment.alone && above.every((line) => /^\uFEFF?\s*(?:$|#|\/\/|---)/.test(line));
}

/** Words in a comment with their places, split at commas and blanks. `offset`: of the text in the file. */
export function wordsIn(text: string, offset: number, separator = /[\s,]+/): { ids: string[]; idSpans: Span[] } {
  const ids: string[] = [];
  const idSpans: Span[] = [];
  let at = 0;
  for (const word of text.split(separator)) {
    if (word === '') continue;
    const start = text.indexOf(word, at);
    at = start + word.length;
    ids.push(word);
    idSpans.push({ start: offset + start, end: offset + at });
  }
  return { ids, idSpans };
}

/** The day before, as `YYYY-MM-DD`; a day that is long past where the text is no date. */
export function dayBefore(date: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? '0000-00-00' : new Date(time - 86_400_000).toISOString().slice(0, 10);
}
