// Writes a fix's value as an expression of Python.
import type { NewValue, Unit } from '../../core/resource';
import { snakeCase } from './cdk';
import { isAt } from './holders';
import type { Module } from './module';
import { quoted } from './strings';
import { calleeName, dotted } from './syntax';

/** What an edit works on. */
export interface Work {
  readonly module: Module;
  readonly unit: Unit;
  readonly quote: '"' | "'";
  /** How a name of a binding is spelt in this call. */
  readonly spell: (name: string) => string;
  /** Expressions of a binding are written in Terraform's own language. */
  readonly isTerraform: boolean;
  /** How the file around the call names an expression of a binding; undefined where it doesn't import it. */
  readonly inWords: (text: string) => string | undefined;
}

/** A refusal, in plain words. */
export const failed = (reason: string): { readonly reason: string } => ({ reason });

/** A value as source text, or why it can't be written. */
export function render(work: Work, value: NewValue, quote: '"' | "'"): string | { reason: string } {
  switch (value.kind) {
    case 'scalar':
      if (typeof value.value === 'string') return quoted(value.value, quote);
      return value.value === true ? 'True' : value.value === false ? 'False' : String(value.value);
    case 'raw':
      return expression(work, value.text, quote);
    case 'ref':
      return reference(work, value.target, value.attribute);
    case 'list':
      return joined(
        value.items.map((item) => render(work, item, quote)),
        '[',
        ']',
      );
    case 'object':
      return joined(
        value.entries.map(([key, item]) => {
          const text = render(work, item, quote);
          return typeof text === 'string' ? `${quoted(key, quote)}: ${text}` : text;
        }),
        '{',
        '}',
      );
  }
}

function expression(work: Work, text: string, quote: '"' | "'"): string | { reason: string } {
  if (work.isTerraform) return failed('The value is written in the language of Terraform.');
  const words = work.inWords(text);
  if (words === undefined) return failed('What should be written is not imported in this file.');
  return words.includes("'") ? words : words.replaceAll('"', quote);
}

function joined(
  parts: readonly (string | { reason: string })[],
  open: string,
  close: string,
): string | { reason: string } {
  const bad = parts.find((part) => typeof part !== 'string');
  return bad ?? open + parts.filter((part) => typeof part === 'string').join(', ') + close;
}

/** The expression that names another resource: the variable that holds it, and what is taken of it. */
function reference(work: Work, target: string, attribute: string): string | { reason: string } {
  const resource = work.unit.resources.find((r) => r.id === target);
  const call =
    resource && work.module.index.calls.find((c) => isAt(c, resource.span) && isAt(calleeName(c) ?? c, resource.head));
  const holder = call?.parent?.name === 'AssignStatement' ? call.parent.kids[0] : undefined;
  const name = holder && dotted(holder);
  if (!resource || name === undefined) return failed('What should be named is in no variable.');
  if (!attribute) return name;
  if (resource.dialect !== 'sdk') return `${name}.${snakeCase(attribute)}`;
  return (
    name +
    attribute
      .split('.')
      .map((step) => `[${quoted(step, work.quote)}]`)
      .join('')
  );
}
