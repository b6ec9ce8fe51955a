// Puts text together from values, known and unknown, and takes texts apart that hold placeholders.
import type { Span } from '../../core/text';
import type { ConfigValue, Trace } from '../../core/value';
import { MAX_BUILT } from './limits';
import { spend, tooLarge, unknown, type Scope } from './scope';

/**
 * Joins parts to one value: a scalar where all is known, the part itself where nothing stands around it, else text.
 * The result stands at `span`.
 */
export function composeText(parts: readonly ConfigValue[], span: Span, scope: Scope): ConfigValue {
  const pieces: (string | ConfigValue)[] = [];
  const trace: Trace[] = [];
  let length = 0;
  const add = (piece: string | ConfigValue): void => {
    const last = pieces.length - 1;
    const before = pieces[last];
    if (typeof piece === 'string') {
      length += piece.length;
      if (length > MAX_BUILT) return;
      if (typeof before === 'string') pieces[last] = before + piece;
      else if (piece) pieces.push(piece);
    } else pieces.push(piece);
  };
  for (const part of parts) {
    if (part.kind === 'scalar') add(part.value === null ? '' : String(part.value));
    else if (part.kind === 'text') part.parts.forEach(add);
    else add(part);
    if (part.trace && part.kind !== 'unknown') trace.push(...part.trace.slice(0, 10));
  }
  if (length > MAX_BUILT || !spend(scope, parts.length + length / 64)) return unknown(span, 'the text is too long');
  return finish(pieces, span, trace.slice(0, 10));
}

function finish(pieces: readonly (string | ConfigValue)[], span: Span, steps: readonly Trace[]): ConfigValue {
  const base = steps.length > 0 ? { span, trace: steps } : { span };
  const [first] = pieces;
  if (first === undefined) return { kind: 'scalar', value: '', ...base };
  if (pieces.length > 1) return { kind: 'text', parts: pieces, ...base };
  return typeof first === 'string' ? { kind: 'scalar', value: first, ...base } : { ...first, span };
}

/** Replaces what `pattern` finds by what `part` makes of it, and puts the text together. */
export function fillText(
  text: string,
  pattern: RegExp,
  part: (match: RegExpExecArray) => ConfigValue,
  span: Span,
  scope: Scope,
): ConfigValue {
  const parts: ConfigValue[] = [];
  const literal = (value: string): void => {
    if (value) parts.push({ kind: 'scalar', span, value });
  };
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    if (!spend(scope, 1)) return tooLarge(span);
    literal(text.slice(last, match.index));
    parts.push(part(match));
    last = match.index + match[0].length;
  }
  literal(text.slice(last));
  return composeText(parts, span, scope);
}

/** `{{ x }}` of Jinja and its like, but not CloudFormation's `{{resolve:...}}`. */
const PLACEHOLDER = /\{\{(?!resolve:)[^{}]*\}\}/g;
/** A variable of the Serverless Framework, in a file of which it is not known which service names it. */
const SERVERLESS = /\$\{(?:(?:self|opt|sls|param|cf|ssm|s3|aws):(?![-=?+])|file\()[^{}]*\}|\{\{(?!resolve:)[^{}]*\}\}/g;

/** A text as it is written, with the placeholders of other tools as unknown parts. */
export function writtenText(text: string, span: Span, scope: Scope): ConfigValue {
  const pattern = text.includes('${') ? SERVERLESS : text.includes('{{') ? PLACEHOLDER : undefined;
  if (!pattern) return { kind: 'scalar', span, value: text };
  const part = (match: RegExpExecArray): ConfigValue =>
    unknown(span, `${match[0].slice(0, 80)} is filled in by another tool`);
  return fillText(text, pattern, part, span, scope);
}
