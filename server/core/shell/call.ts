// Reads an `aws …` command: service, operation, options with their words, and what can't be told apart from options.
import type { Span } from '../text';
import { textOf, type Command, type Word } from './words';

/** Options of the CLI itself that take no value, and those that take one. */
export const GLOBAL_FLAGS =
  /^--(?:debug|no-verify-ssl|no-paginate|no-sign-request|no-cli-pager|(?:no-)?cli-auto-prompt)$/;
export const GLOBAL_VALUES =
  /^--(?:endpoint-url|output|query|profile|region|version|color|ca-bundle|cli-read-timeout|cli-connect-timeout|cli-binary-format|page-size|max-items|starting-token)$/;

/** Words that may stand before a command. */
const PREFIX =
  /^(?:sudo|env|time|exec|nohup|command|if|then|else|elif|while|until|do|!|RUN|run:|-|@|\+|xargs|eval|\w+=.*)$/;

/** An option with the words it takes. */
export interface Option {
  readonly name: string;
  readonly span: Span;
  readonly values: readonly Word[];
  /** The variable that holds the option, and where it stands with its values in it. */
  readonly from?: Word['from'];
  /** It may be given or not. */
  readonly isMaybe: boolean;
}

/** One `aws` command. */
export interface Call {
  readonly start: Word;
  readonly service: Word;
  readonly operation: Word;
  readonly positional: readonly Word[];
  readonly options: readonly Option[];
  /** A word that may be any number of options: `$EXTRA_ARGS`. */
  readonly open: boolean;
  readonly span: Span;
}

/** The program that a command runs, where its word matches: the name as the pattern captures it, and its place among the words. */
export function programOf(words: readonly Word[], pattern: RegExp): { name: string; index: number } | undefined {
  const index = words.findIndex(({ parts: [first] }) => !PREFIX.test(typeof first === 'string' ? first : ''));
  const start = words[index];
  const name = start && pattern.exec(textOf(start) ?? '')?.[1];
  return name === undefined ? undefined : { name, index };
}

/** The `aws` call that a shell command makes, or undefined where it makes none. */
export function readCall({ words: command }: Command): Call | undefined {
  const program = programOf(command, /^[@+-]*(?:\S*\/)?(aws)2?$/);
  const start = program && command[program.index];
  if (!start) return undefined;
  const plainWords: Word[] = [];
  const options: Option[] = [];
  let open = false;
  for (let index = program.index + 1; index < command.length; index++) {
    const word = command[index];
    const name = word && optionName(word);
    if (!word || name === undefined) {
      const isAny = word !== undefined && mayBeOptions(word, plainWords);
      open ||= isAny;
      if (word && (!isAny || plainWords.length >= 2)) plainWords.push(word);
      continue;
    }
    const option = readOption(command, index, name, limitOf(name, plainWords));
    options.push(option);
    index += option.inline ? 0 : option.values.length;
  }
  const [service, operation, ...positional] = plainWords;
  const last = command[command.length - 1];
  if (!service || !operation || !last) return undefined;
  return {
    start,
    service,
    operation,
    positional,
    options,
    open,
    span: { start: start.span.start, end: last.span.end },
  };
}

function optionName(word: Word): string | undefined {
  const [first] = word.parts;
  if (typeof first !== 'string') return undefined;
  return /^(--[a-zA-Z][\w-]*)(?:=|$)/.exec(first)?.[1];
}

/** True for a word that may be any number of options, or none. */
function mayBeOptions(word: Word, before: readonly Word[]): boolean {
  if (word.isMaybe) return true;
  if (!isSplit(word)) return false;
  return before.length < 2 ? typeof word.parts[0] !== 'string' : before.length >= (isHighLevel(before) ? 4 : 2);
}

/** True for `$ARGS` without quotes, `"$@"` and `"${args[@]}"`, which may be any number of words. */
function isSplit(word: Word): boolean {
  if (textOf(word) !== undefined) return false;
  return word.bare || word.parts.some((part) => typeof part !== 'string' && /@\]?\}?$/.test(part.name));
}

function isHighLevel([service]: readonly Word[]): boolean {
  return service !== undefined && textOf(service) === 's3';
}

const S3_FLAGS =
  /^--(?:recursive|dryrun|quiet|follow-symlinks|only-show-errors|delete|exact-timestamps|size-only|force)$/;

/** How many words an option may take. High-level S3 commands mix options and paths. */
function limitOf(name: string, before: readonly Word[]): number {
  if (GLOBAL_FLAGS.test(name) || name.startsWith('--no-')) return 0;
  if (GLOBAL_VALUES.test(name) || before.length < 2) return 1;
  if (isHighLevel(before)) return S3_FLAGS.test(name) ? 0 : 1;
  return 1000;
}

const ALGORITHM = /^(?:AES256|aws:kms(?::dsse)?)$/;

function readOption(
  command: readonly Word[],
  index: number,
  name: string,
  limit: number,
): Option & { inline: boolean } {
  const word = command[index];
  const at = word?.span ?? { start: 0, end: 0 };
  const span = word?.isMoved ? at : { start: at.start, end: at.start + name.length };
  const [first, ...rest] = word?.parts ?? [];
  if (typeof first === 'string' && first.startsWith(`${name}=`)) {
    const value: Word = {
      span: word?.isMoved ? at : { start: span.end + 1, end: at.end },
      parts: [first.slice(name.length + 1), ...rest],
      bare: word?.bare ?? true,
    };
    return { name, span, values: [value], inline: true, ...origin(word, []) };
  }
  const values: Word[] = [];
  for (let i = index + 1; i <= index + limit; i++) {
    const next = command[i];
    if (!next || optionName(next) !== undefined || (values.length > 0 && isSplit(next))) break;
    // `--sse` alone means AES256: what follows it then is a path.
    if (/^--sse(?:-c)?$/.test(name) && !ALGORITHM.test(textOf(next) ?? 'AES256')) break;
    values.push(next);
  }
  return { name, span, values, inline: false, ...origin(word, values) };
}

/** Where an option stands that a variable holds, and whether any of its words may be missing. */
function origin(word: Word | undefined, values: readonly Word[]): Pick<Option, 'from' | 'isMaybe'> {
  const isMaybe = [word, ...values].some((each) => each?.isMaybe === true);
  const held = word?.isMoved ? word.from : undefined;
  if (!held) return { isMaybe };
  const { name, span } = held;
  const last = values[values.length - 1]?.from;
  const end = last?.name === name ? Math.max(span.end, last.span.end) : span.end;
  return { isMaybe, from: { name, span: { start: span.start, end } } };
}
