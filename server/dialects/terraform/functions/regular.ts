// `replace`, `regex` and `regexall`, with patterns that can't run away.
import type { ConfigValue } from '../../../core/value';
import { charge } from '../scope';
import { asString, entry, MAX_TEXT, list, object, scalar, unknown } from '../values';
import { refuse, type Call, type Fn, type Functions } from './call';

const MAX_INPUT = 200;
/** What a pattern costs, as steps. */
const COST = 200;

/**
 * A regular expression for a pattern in Go's syntax. Undefined where both languages differ, or where backtracking could take long:
 * repeated groups, many alternatives, or more than two repetitions.
 */
function compile(pattern: string): RegExp | undefined {
  const flags = /^\(\?([is]+)\)/.exec(pattern);
  const body = pattern.slice(flags?.[0].length ?? 0).replace(/\(\?P</g, '(?<');
  if (body.length > 200 || /\)[*+{?]|\\[pPQEAzC]|\(\?[^:<]|\(\?<[=!]|\[\[:/.test(body)) return undefined;
  if ((body.match(/[*+]|\{\d+,\d*\}/g) ?? []).length > 2) return undefined;
  if ((body.replace(/\(\?/g, '').match(/[?|]/g) ?? []).length > 4) return undefined;
  try {
    return new RegExp(body, `gu${flags?.[1] ?? ''}`);
  } catch {
    return undefined; // not a pattern that JavaScript knows
  }
}

function withPattern(
  args: readonly ConfigValue[],
  call: Call,
  use: (pattern: RegExp, text: string) => ConfigValue,
): ConfigValue {
  const [source, text] = [asString(args[0]), asString(args[1])];
  if (source === undefined || text === undefined) return refuse(args, call);
  const pattern = text.length > MAX_INPUT || !charge(call.run, COST) ? undefined : compile(source);
  return pattern ? use(pattern, text) : unknown('this pattern is not evaluated', call.span);
}

function matchValue(match: RegExpMatchArray, call: Call): ConfigValue {
  const { span } = call;
  if (match.groups)
    return object(
      Object.entries(match.groups).map(([key, text]: [string, string | undefined]) =>
        entry(key, scalar(text ?? null, span)),
      ),
      span,
    );
  if (match.length === 1) return scalar(match[0], span);
  return list(
    [...match].slice(1).map((text: string | undefined) => scalar(text ?? null, span)),
    span,
  );
}

const regex: Fn = (args, call) =>
  withPattern(args, call, (pattern, text) => {
    const match = pattern.exec(text);
    return match ? matchValue(match, call) : refuse([], call);
  });

const regexall: Fn = (args, call) =>
  withPattern(args, call, (pattern, text) =>
    list(
      [...text.matchAll(pattern)].map((match) => matchValue(match, call)),
      call.span,
    ),
  );

const replace: Fn = (args, call) => {
  const [text, search, by] = args.map(asString);
  if (text === undefined || search === undefined || by === undefined) return refuse(args, call);
  const isPattern = search.length > 1 && search.startsWith('/') && search.endsWith('/');
  if (!isPattern) return replaceAll(text, search, by, call);
  const pattern =
    text.length > MAX_INPUT || by.length > MAX_INPUT || !charge(call.run, COST)
      ? undefined
      : compile(search.slice(1, -1));
  return pattern
    ? scalar(text.replace(pattern, by.replace(/\$\{?(\w+)\}?/g, '$$$1')), call.span)
    : unknown('this pattern is not evaluated', call.span);
};

function replaceAll(text: string, search: string, by: string, call: Call): ConfigValue {
  const pieces = search === '' ? [] : text.split(search);
  const size = text.length + pieces.length * by.length;
  return search === '' || size > MAX_TEXT
    ? unknown('too large to evaluate', call.span)
    : scalar(pieces.join(by), call.span);
}

export const REGULAR: Functions = { regex, regexall, replace };
