// Settings that a script hands on instead of passing them to a call: `module.exports = { production: { dialect, dialectOptions } }`.
import type { Resource } from '../../core/resource';
import type { Entry, ObjectValue } from '../../core/value';
import { memberName, spanOf, unwrap, type Binary } from './ast';
import { evaluate } from './evaluate';
import type { Reader } from './reader';
import { makeResource } from './resources';
import type { Context } from './scope';

/** The exported settings that Sequelize reads, each as if it stood in a call: the object itself, or one for each environment. */
export function exportedSettings(reader: Reader, node: Binary, context: Context): Resource[] {
  const target = unwrap(node.left);
  if (target.type !== 'MemberExpression' || memberName(target) !== 'exports') return [];
  const value = evaluate(reader, node.right, context);
  if (value.kind !== 'object') return [];
  const parts = isForDatabase(value) ? [{ key: '', value }] : value.entries;
  return parts.flatMap((part) => settings(reader, node, part));
}

function settings(reader: Reader, node: Binary, { key, value }: Pick<Entry, 'key' | 'value'>): Resource[] {
  if (value.kind !== 'object' || !isForDatabase(value)) return [];
  const head = spanOf(node.left);
  const body: ObjectValue = {
    kind: 'object',
    entries: [{ key: '0', keySpan: value.span, value }],
    open: false,
    span: value.span,
    head,
  };
  const type = 'npm:sequelize';
  return [
    makeResource(reader, { dialect: 'sdk', type, node, head, body, id: `${type}@${String(node.range[0])}.${key}` }),
  ];
}

/** No other library has a dialect together with options for it. */
function isForDatabase({ entries }: ObjectValue): boolean {
  return ['dialect', 'dialectOptions'].every((key) => entries.some((entry) => entry.key === key));
}
