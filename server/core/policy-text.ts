// Whole policies for a fix to write: as a structure in templates, as `jsonencode` in Terraform, aligned as `terraform fmt` does it.
import { policyValue, statementValue } from './edit/statement';
import type { NewStatement, NewValue, Resource } from './resource';

/** A policy of these statements, as the resource's dialect holds one. */
export function wholePolicy(resource: Resource, statements: readonly NewStatement[]): NewValue {
  if (resource.dialect !== 'terraform') return policyValue(statements);
  // A text of JSON has no lines of its own.
  if (resource.language === 'json') return { kind: 'raw', text: `jsonencode(${expression(policyValue(statements))})` };
  const written = statements.map((statement) => `    ${inHcl(statement)},\n`).join('');
  return { kind: 'raw', text: `jsonencode({\n  Version = "2012-10-17"\n  Statement = [\n${written}  ]\n})` };
}

function inHcl(statement: NewStatement): string {
  const { entries } = statementValue(statement);
  const width = Math.max(...entries.map(([name]) => name.length));
  const lines = entries.map(([name, value]) => `      ${name.padEnd(width)} = ${expression(value)}\n`);
  return `{\n${lines.join('')}    }`;
}

/** On one line, whatever it is. */
function expression(value: NewValue): string {
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value);
    case 'raw':
      return value.text;
    case 'ref':
      return `${value.target}.${value.attribute}`;
    case 'list':
      return `[${value.items.map(expression).join(', ')}]`;
    case 'object':
      return `{ ${value.entries.map(([key, item]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)} = ${expression(item)}`).join(', ')} }`;
  }
}
