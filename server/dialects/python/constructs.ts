// Writes new constructs of CDK, and statements for their policies, into Python code on lines of their own.
import { constructId, SCOPE } from '../../core/new-key';
import { statementProperties, withWord, type IamWords } from '../../core/construct-statement';
import type { Change, NewStatement, NewValue } from '../../core/resource';
import { HOLDER } from '../../core/surroundings';
import { snakeCase } from './cdk';
import { statementOf } from './flow';
import { importCdk } from './imports';
import type { CodeEdit } from './layout';
import type { PythonFile } from './read';
import { failed, render, type Work } from './render';
import { quoted } from './strings';
import { argumentNamed, argumentsOf, dotted, textOf, type Node } from './syntax';

type Step = readonly CodeEdit[] | { readonly reason: string };

/** Lines longer than this are broken, as the formatter Black does it. */
const WIDTH = 88;

/** `orders_key = kms.Key(self, "OrdersKey", …)` in front of the statement that needs it. */
export function addConstruct(
  work: Work,
  file: PythonFile,
  call: Node,
  change: Change & { readonly kind: 'add-resource' },
): Step {
  const [lib = '', name = ''] = change.type.split('.');
  const line = lineOf(work, call);
  const scope = scopeOf(call);
  const made = importCdk(file, lib.replaceAll('-', '_'), name);
  if (!line || scope === undefined || !made) return failed('There is no place for a new construct.');
  const given = change.body.map(({ path, value }) =>
    argument(work, path[0]?.name ?? '', withWord(value, SCOPE, scope)),
  );
  const statements = (change.statements ?? []).map((each) => statementLines(work, file, change.name, each));
  const refusal = [...given, ...statements].find((part) => 'reason' in part);
  if (refusal && 'reason' in refusal) return refusal;
  const args = [scope, quoted(constructId(change.name), work.quote), ...given.flatMap((part) => textsOf(part))];
  const edits = statements.flatMap((part) => ('edits' in part ? part.edits : []));
  const lines = [
    ...callLines(`${change.name} = ${made.text}`, args, line),
    ...statements.flatMap((part) => ('lines' in part ? part.lines : [])),
  ];
  const text = lines.map((each) => `${line.indent}${each}${line.eol}`).join('');
  return [...unique([...made.edits, ...edits]), { start: line.start, end: line.start, text }];
}

/** `key.add_to_resource_policy(…)` behind the statement that makes the construct. Only what a variable holds can get one. */
export function addStatement(work: Work, file: PythonFile, call: Node, statement: NewStatement): Step {
  const target = call.parent?.name === 'AssignStatement' ? call.parent.kids[0] : undefined;
  const holder = target && dotted(target);
  const line = lineOf(work, call);
  if (holder === undefined || !line) return failed('The construct is not held in a variable.');
  const [rest] = /^[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/.exec(call.code.text.slice(line.end)) ?? [];
  if (rest === undefined) return failed('The construct is made on a line with something else.');
  const written = statementLines(work, file, holder, statement);
  if ('reason' in written) return written;
  const end = line.end + rest.length;
  const text = written.lines.map((each) => `${line.eol}${line.indent}${each}`).join('');
  return [...written.edits, { start: end, end, text }];
}

/** The line on which a statement begins, and where the statement ends. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly indent: string;
  readonly unit: string;
  readonly eol: string;
}

function lineOf({ module }: Work, call: Node): Line | undefined {
  const statement = statementOf(call, module.index);
  const text = call.code.text;
  if (!statement) return undefined;
  const start = text.lastIndexOf('\n', statement.start - 1) + 1;
  const indent = text.slice(start, statement.start);
  if (indent.trim() !== '') return undefined;
  const unit = unitOf(text);
  return { start, end: statement.end, indent, unit, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

/** One step of indentation. */
function unitOf(text: string): string {
  return /^(\t| {2,8})\S/m.exec(text)?.[1] ?? '    ';
}

/** What the construct is made in: its first argument. */
function scopeOf(call: Node): string | undefined {
  const given = argumentsOf(call);
  const scope = argumentNamed('scope', given) ?? given.find(({ name, star }) => !name && !star);
  return scope?.value && textOf(scope.value);
}

type Texts = { readonly texts: readonly string[] } | { readonly reason: string };

function argument(work: Work, name: string, value: NewValue): Texts {
  const text = render(work, value, work.quote);
  return typeof text === 'string' ? { texts: [`${snakeCase(name)}=${text}`] } : text;
}

function textsOf(part: Texts): readonly string[] {
  return 'texts' in part ? part.texts : [];
}

/** A call on one line where it fits, else with each argument on its own. */
function callLines(
  callee: string,
  args: readonly string[],
  { indent, unit }: Pick<Line, 'indent' | 'unit'>,
): readonly string[] {
  const short = `${callee}(${args.join(', ')})`;
  if (indent.length + short.length <= WIDTH) return [short];
  return [`${callee}(`, ...args.map((each) => `${unit}${each},`), ')'];
}

type Lines = { readonly lines: readonly string[]; readonly edits: readonly CodeEdit[] } | { readonly reason: string };

function statementLines(work: Work, file: PythonFile, holder: string, statement: NewStatement): Lines {
  const iam = importCdk(file, 'aws_iam', '');
  if (!iam) return failed('There is no place for an import.');
  const unit = unitOf(file.code.text);
  const given = statementProperties(statement, wordsOf(iam.text)).map(([name, value]) =>
    argument(work, name, withWord(value, HOLDER, holder)),
  );
  const refusal = given.find((part) => 'reason' in part);
  if (refusal && 'reason' in refusal) return refusal;
  const args = given.flatMap((part) => textsOf(part)).map((each) => `${unit}${unit}${each},`);
  const lines = [`${holder}.add_to_resource_policy(`, `${unit}${iam.text}PolicyStatement(`, ...args, `${unit})`, ')'];
  return { lines, edits: iam.edits };
}

function wordsOf(iam: string): IamWords {
  const raw = (text: string): NewValue => ({ kind: 'raw', text });
  const shown = (value: NewValue | undefined): string =>
    value?.kind === 'raw' ? value.text : value?.kind === 'scalar' ? quoted(String(value.value), '"') : '';
  return {
    member: (name) => raw(iam + name),
    make: (name, value) => raw(`${iam}${name}(${shown(value)})`),
  };
}

/** The same import is written once. */
function unique(edits: readonly CodeEdit[]): readonly CodeEdit[] {
  return edits.filter((edit, i) => edits.findIndex((other) => other.text === edit.text) === i);
}
