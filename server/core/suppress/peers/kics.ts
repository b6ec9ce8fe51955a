// KICS: `kics-scan ignore | disable=ID | enable=ID | ignore-line | ignore-block`, and Datadog's scanner, which has the same words.
import {
  isAtHead,
  lineAfter,
  lineAt,
  lineBelowComments,
  startingOn,
  wordsIn,
  type Comment,
  type FileContext,
} from '../comments';
import { withoutEnd } from '../own';
import type { Peer } from '../peer';
import type { Suppression } from '../suppression';

export const kics: Peer = {
  tool: 'kics',
  equivalents: ['kics'],
  comment: ofComment(
    'kics',
    /^[#/*;\s]*(kics-scan\s+(ignore-line|ignore-block|ignore|disable=|enable=)\s*([^\s].*)?)$/,
  ),
};

/** Datadog's rules keep the ids of KICS. */
export const datadog: Peer = {
  tool: 'datadog',
  equivalents: ['datadog', 'kics'],
  comment: ofComment(
    'datadog',
    /^[#/*;\s]*(dd-iac-scan\s+(ignore-line|ignore-block|ignore|disable=|enable=)\s*([^\s].*)?)$/,
  ),
};

function ofComment(tool: 'kics' | 'datadog', form: RegExp): NonNullable<Peer['comment']> {
  return (comment, file) => {
    const { language, source } = file.document;
    if (language !== 'hcl' && language !== 'yaml') return [];
    const words = withoutEnd(comment.text);
    const match = form.exec(words);
    const [, whole = '', command = '', rest = ''] = match ?? [];
    const start = comment.start + words.length - whole.length;
    const asked = wordsIn(rest, comment.start + words.length - rest.length, /[\s,]+/);
    const takesIds = command.endsWith('=');
    if (!match || takesIds !== asked.ids.length > 0) return [];
    const base = {
      tool,
      source: source.uri,
      span: { start, end: start + whole.length },
      form: 'comment' as const,
      reason: undefined,
      until: undefined,
    };
    const all = { ids: ['*'], idSpans: [] };
    if (command === 'ignore-line') return [{ ...base, ...all, scope: linesOf(tool, comment, file), reach: 'place' }];
    if (command === 'ignore-block') return [{ ...base, ...all, scope: blockBelow(comment, file) }];
    if (!isAtHead(source.text, comment)) return [];
    if (command === 'disable=') return [{ ...base, ...asked, scope: 'file' }];
    return [{ ...base, ...all, scope: 'file', ...(command === 'enable=' ? { except: asked.ids } : {}) }];
  };
}

/** KICS: this line and the next. Datadog: the next. */
function linesOf(tool: string, comment: Comment, { document }: FileContext): Suppression['scope'] {
  const { text } = document.source;
  const own = lineAt(text, comment.start);
  const next = lineAfter(text, own);
  return { start: tool === 'kics' ? own.start : next.start, end: next.end };
}

function blockBelow(comment: Comment, file: FileContext): Suppression['scope'] {
  const { text } = file.document.source;
  return startingOn(file, lineBelowComments(text, lineAt(text, comment.start)));
}
