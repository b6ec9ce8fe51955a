// Writes a statement into the policy of a construct: `key.addToResourcePolicy(new iam.PolicyStatement({…}));`.
import { statementProperties, withWord, type IamWords } from '../../core/construct-statement';
import type { EditResult, NewStatement, NewValue } from '../../core/resource';
import { HOLDER } from '../../core/surroundings';
import type { Job } from './change';
import { indentAt } from './layout';
import { holderOf } from './names';
import { render, type Namer } from './render';
import type { CallSite, Collected } from './scope';

/** The statement on lines of its own, behind the one that makes the construct. Only what a variable holds can get one. */
export function addStatement(job: Job, collected: Collected, site: CallSite, statement: NewStatement): EditResult {
  const { resource, text } = job;
  const holder = resource.dialect === 'cdk' ? holderOf(resource, site, collected) : undefined;
  if (holder === undefined) return { ok: false, reason: 'the construct is not held in a variable' };
  const [rest] = /^[ \t]*;?[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(site.node.range[1])) ?? [];
  if (rest === undefined || !startsStatement(text, site.node.range[0]))
    return { ok: false, reason: 'the construct is made within a larger statement' };
  const written = statementText(job, holder, indentAt(text, site.node.range[0]), statement);
  if (written === undefined) return { ok: false, reason: job.names.problem ?? 'the statement can not be written here' };
  const end = site.node.range[1] + rest.length;
  return { ok: true, edits: [{ span: { start: end, end }, newText: job.style.eol + written }] };
}

/** `const key = new …`, `this.key = new …`: nothing else stands on the line in front of the call. */
function startsStatement(text: string, offset: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^\s*(?:export\s+)?(?:(?:const|let|var)\s+)?[\w$.]+(?:\s*:[^=]*)?\s*=\s*$/.test(before);
}

/** Lines that would be longer are spread over several. */
const WIDTH = 120;

/** The call that adds a statement to what `holder` names, without a line ending; undefined where it can't be written. */
export function statementText(
  { names, style }: Job,
  holder: string,
  indent: string,
  statement: NewStatement,
): string | undefined {
  const made = names.namer.raw('new iam.PolicyStatement')?.replace(/PolicyStatement$/, '');
  if (made === undefined) return undefined;
  const namer: Namer = { ...names.namer, raw: (text) => text, symbol: () => undefined };
  const inner = indent + style.unit;
  const shown = (value: NewValue): string => render(value, { ...style, multiline: false }, namer) ?? '';
  const spread = (value: NewValue): string => render(value, { ...style, indent: inner, multiline: true }, namer) ?? '';
  const lines = statementProperties(statement, wordsOf(made, shown)).map(([name, given]) => {
    const value = withWord(given, HOLDER, holder);
    const line = `${inner}${name}: ${shown(value)},`;
    return line.length <= WIDTH ? line : `${inner}${name}: ${spread(value)},`;
  });
  return [`${indent}${holder}.addToResourcePolicy(${made}PolicyStatement({`, ...lines, `${indent}}))${style.end}`].join(
    style.eol,
  );
}

function wordsOf(made: string, shown: (value: NewValue) => string): IamWords {
  const raw = (text: string): NewValue => ({ kind: 'raw', text });
  return {
    member: (name) => raw(made.replace(/^new /, '') + name),
    make: (name, value) => raw(`${made}${name}(${value ? shown(value) : ''})`),
  };
}
