// Turns `curl -k …` and `wget --no-check-certificate …` into resources: what they fetch, and that they don't check from whom.
import type { Resource } from '../resource';
import type { SourceText } from '../text';
import type { ConfigValue, Entry } from '../value';
import { programOf } from './call';
import { wordValue } from './values';
import { textOf, type Command, type Word } from './words';

/** Switches by which each program trusts any certificate; letters of curl before `k` are those that take no value. */
const TRUSTS: Readonly<Record<string, RegExp>> = {
  curl: /^(?:--insecure|-[#0-9afgGiIjJlLMnNOpqRsSvVZ]*k[a-zA-Z]*)$/,
  wget: /^--no-check-certificate$/,
};

/** The resource of a download whose server nobody checks; none for other commands. */
export function downloadOf(source: Pick<SourceText, 'uri'>, { words }: Command): Resource[] {
  const program = programOf(words, /^[@+-]*(?:\S*\/)?(curl|wget)$/);
  const trusts = program && TRUSTS[program.name];
  const given = program ? words.slice(program.index + 1) : [];
  const off = trusts && given.find((word) => trusts.test(textOf(word) ?? ''));
  const start = program && words[program.index];
  const last = words[words.length - 1];
  if (!program || !off || !start || !last) return [];
  const url = given.find(isAddress);
  const entries: Entry[] = [
    ...(url ? [{ key: 'url', keySpan: url.span, value: wordValue(url, url.span) }] : []),
    { key: 'verify', keySpan: off.span, value: switchedOff(off) },
  ];
  const span = { start: start.span.start, end: last.span.end };
  const type = `shell:${program.name}`;
  return [
    {
      dialect: 'sdk',
      type,
      id: `${type}@${String(span.start)}`,
      address: type,
      source: source.uri,
      language: 'shell',
      span,
      head: start.span,
      body: { kind: 'object', entries, open: false, span, head: start.span },
      exists: 'always',
    },
  ];
}

function switchedOff({ span, isMaybe }: Word): ConfigValue {
  return isMaybe
    ? { kind: 'unknown', span, reason: 'it is given on one branch only' }
    : { kind: 'scalar', value: false, span };
}

function isAddress({ parts: [first] }: Word): boolean {
  return typeof first === 'string' && /^[a-z]+:\/\/|^localhost\b|^\d+\.\d+\.\d+\.\d+/.test(first);
}
