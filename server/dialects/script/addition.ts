// Writes a new construct in front of the statement that needs it: a constant must be declared before it is used.
import type { Change, EditResult, NewValue } from '../../core/resource';
import { withWord } from '../../core/construct-statement';
import { constructId, SCOPE } from '../../core/new-key';
import type { Job } from './change';
import { propertiesAt } from './constructs';
import { nested, render } from './render';
import { statementText } from './statement';
import { lookUp, type CallSite, type Collected } from './scope';

type Addition = Extract<Change, { readonly kind: 'add-resource' }>;

/** `const dataKey = new kms.Key(this, 'DataKey', {…});` on a line of its own. Only CDK code can get new resources. */
export function addConstruct(job: Job, collected: Collected, site: CallSite, change: Addition): EditResult {
  const { resource, names, text, style } = job;
  if (resource.dialect !== 'cdk' && !resource.type.startsWith('aws-'))
    return { ok: false, reason: 'code has no resources to add' };
  const [lib = '', name = ''] = change.type.split('.');
  const made = names.namer.raw(`new ${lib.replace(/^aws-/, '')}.${name}`);
  const scope = propertiesAt(site.node) === 2 ? site.node.arguments[0] : undefined;
  if (made === undefined || !scope)
    return { ok: false, reason: names.problem ?? `"${change.type}" is not imported in this file` };
  const start = statementStart(text, site.node.range[0]);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const variable = change.name;
  if (lookUp(site.context.scope, variable) ?? collected.top.names.has(variable))
    return { ok: false, reason: `"${variable}" is something else already` };
  const id = constructId(variable);
  const scopeText = text.slice(scope.range[0], scope.range[1]);
  const props = merge(change.body.map(({ path, value }) => nested(path, withWord(value, SCOPE, scopeText))));
  const body = props.entries.length === 0 ? '' : render(props, { ...style, indent, multiline: true }, names.namer);
  if (body === undefined) return { ok: false, reason: names.problem ?? 'the value can not be written here' };
  const tail = body === '' ? '' : `, ${body}`;
  const statements = (change.statements ?? []).map((statement) => statementText(job, variable, indent, statement));
  if (statements.includes(undefined))
    return { ok: false, reason: names.problem ?? 'the policy can not be written here' };
  const line = `${indent}const ${variable} = ${made}(${scopeText}, ${style.quote}${id}${style.quote}${tail})${style.end}`;
  const newText = [line, ...statements].map((each) => `${each ?? ''}${style.eol}`).join('');
  return { ok: true, edits: [{ span: { start, end: start }, newText }] };
}

/** The start of the line on which the statement around this offset begins: code goes on where the line before is unfinished. */
function statementStart(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  for (let i = 0; i < 50 && start > 0; i++) {
    const before = text.slice(0, start).trimEnd();
    if (before === '' || /[;{}]$|\*\/$/.test(before) || /^\s*\/\//.test(before.slice(before.lastIndexOf('\n') + 1)))
      break;
    start = text.lastIndexOf('\n', before.length - 1) + 1;
  }
  return start;
}

function merge(values: readonly NewValue[]): Extract<NewValue, { kind: 'object' }> {
  const entries = new Map<string, NewValue>();
  for (const value of values) {
    if (value.kind !== 'object') continue;
    for (const [key, inner] of value.entries) {
      const old = entries.get(key);
      entries.set(key, old?.kind === 'object' && inner.kind === 'object' ? merge([old, inner]) : inner);
    }
  }
  return { kind: 'object', entries: [...entries] };
}
