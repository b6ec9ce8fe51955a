// Trivy and tfsec: `trivy:ignore:ID[attribute=value]:exp:DATE:ws:WORKSPACE`, several on a line, stacked above a block; `.trivyignore`.
import type { Language } from '../../resource';
import { matchesPattern } from '../../settings';
import {
  dayBefore,
  lineAfter,
  lineAt,
  lineBelowComments,
  startingOn,
  type Comment,
  type FileContext,
} from '../comments';
import type { Peer } from '../peer';
import type { Suppression } from '../suppression';

const IGNORE = /(?<=^|[\s#/*])(trivy|tfsec):ignore:([^\s[:]+)(?:\[([^\]\n]*)\])?((?::[^\s:]*)*)/g;

/** What Trivy scans for misconfigurations. */
const LANGUAGES: ReadonlySet<Language> = new Set<Language>(['hcl', 'yaml']);

export const trivy: Peer = { tool: 'trivy', equivalents: ['trivy', 'tfsec'], comment: ofComment('trivy'), same };
export const tfsec: Peer = { tool: 'tfsec', equivalents: ['tfsec', 'trivy'], comment: ofComment('tfsec'), same };

/** `AVD-AWS-0080` is `AWS-0080`; case does not count, `*` stands for anything. */
export function same(id: string, equivalent: string): boolean {
  const short = (name: string): string => name.toLowerCase().replace(/^avd-/, '');
  return matchesPattern(short(id), short(equivalent));
}

/** For what starts on the comment's own line or the next one; comments on lines that follow each other slide down together. */
function ofComment(tool: 'trivy' | 'tfsec'): NonNullable<Peer['comment']> {
  return (comment, file) =>
    LANGUAGES.has(file.document.language)
      ? [...comment.text.matchAll(IGNORE)]
          .filter((match) => match[1] === tool)
          .flatMap((match) => ofMatch(tool, match, comment, file))
      : [];
}

function ofMatch(tool: string, match: RegExpExecArray, comment: Comment, file: FileContext): readonly Suppression[] {
  const [whole, , id = '', parameters, sections = ''] = match;
  const start = comment.start + match.index;
  const named = sectionsOf(sections);
  const workspace = named.get('ws');
  // Without a word from Terraform the workspace is "default".
  if (workspace !== undefined && !matchesPattern(workspace, 'default')) return [];
  const expires = named.get('exp');
  const at = start + whole.indexOf(id, tool.length + 8);
  return [
    {
      tool,
      source: file.document.source.uri,
      span: { start, end: start + whole.length },
      form: 'comment',
      ids: [id],
      idSpans: [{ start: at, end: at + id.length }],
      scope: scopeOf(comment, file),
      reach: 'calls',
      reason: undefined,
      until: expires === undefined ? undefined : dayBefore(expires),
      ...(parameters === undefined ? {} : { attributes: attributesOf(parameters) }),
    },
  ];
}

function scopeOf(comment: Comment, file: FileContext): Suppression['scope'] {
  const { text } = file.document.source;
  const own = lineAt(text, comment.start);
  if (comment.alone) return startingOn(file, lineBelowComments(text, own));
  return { start: own.start, end: Math.max(startingOn(file, own).end, startingOn(file, lineAfter(text, own)).end) };
}

/** `:exp:2027-01-01:ws:dev` in pairs. */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  const words = text.split(':').slice(1);
  const pairs = new Map<string, string>();
  for (let i = 0; i + 1 < words.length; i += 2) pairs.set(words[i] ?? '', words[i + 1] ?? '');
  return pairs;
}

function attributesOf(text: string): NonNullable<Suppression['attributes']> {
  return text.split(',').flatMap((pair) => {
    const [path = '', value, ...more] = pair.split('=');
    return value === undefined || more.length > 0 ? [] : [{ path: path.trim(), value: value.trim() }];
  });
}
