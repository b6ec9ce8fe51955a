// What single statements write: assignments, imports, loops, and calls that change what they are called on.
import { argumentsOf, bare, dotted, expressions, kid, split, textOf, type Node } from './syntax';

/** What a statement does to a name. */
export type Step =
  | { readonly kind: 'assign'; readonly value: Node }
  /** `a, b = pair()`: one item of a value. */
  | { readonly kind: 'item'; readonly value: Node; readonly index: number }
  /** `for name in value`. */
  | { readonly kind: 'each'; readonly value: Node }
  /** `with value as name`. */
  | { readonly kind: 'with'; readonly value: Node }
  | { readonly kind: 'import'; readonly path: string }
  | { readonly kind: 'define'; readonly node: Node }
  /** `name[keys] = value`, `name[keys] += value`, and `del name[keys]` without a value. */
  | { readonly kind: 'put'; readonly keys: readonly Node[]; readonly value?: Node; readonly target: Node }
  /** `name.update(...)`, `name[keys].append(...)`. */
  | { readonly kind: 'method'; readonly keys: readonly Node[]; readonly method: string; readonly call: Node }
  /** `name += value`. */
  | { readonly kind: 'add'; readonly operator: string; readonly value: Node; readonly statement: Node }
  | { readonly kind: 'lost'; readonly reason: string };

export interface Write {
  readonly name: string;
  readonly step: Step;
}

const MUTATORS = new Set([
  'update',
  'append',
  'extend',
  'setdefault',
  'pop',
  'clear',
  'insert',
  'remove',
  'popitem',
  'add',
]);

/** The function or class that a statement defines, decorators aside. */
export function definitionOf(statement: Node): Node | undefined {
  const inner = statement.name === 'DecoratedStatement' ? statement.kids[statement.kids.length - 1] : statement;
  return inner?.name === 'FunctionDefinition' || inner?.name === 'ClassDefinition' ? inner : undefined;
}

/** What a statement itself writes; of a compound one its header only. */
export function writesOf(statement: Node): readonly Write[] {
  switch (statement.name) {
    case 'AssignStatement':
      return assigned(statement);
    case 'UpdateStatement':
      return updated(statement);
    case 'ImportStatement':
      return imported(statement);
    case 'ExpressionStatement':
      return mutated(statement);
    case 'DeleteStatement':
      return statement.kids.slice(1).flatMap((k) => put(k, undefined));
    case 'ForStatement':
      return looped(statement);
    case 'WithStatement':
      return opened(statement);
    case 'TryStatement':
      return caught(statement);
    case 'FunctionDefinition':
    case 'ClassDefinition':
    case 'DecoratedStatement':
      return defined(statement);
    default:
      return [];
  }
}

function defined(statement: Node): readonly Write[] {
  const node = definitionOf(statement);
  const name = node && kid(node, 'VariableName');
  return name ? [{ name: textOf(name), step: { kind: 'define', node } }] : [];
}

function assigned(statement: Node): readonly Write[] {
  const sides: Node[][] = [[]];
  for (const k of statement.kids) {
    if (k.name === 'AssignOp') sides.push([]);
    else if (k.name !== 'TypeDef') sides[sides.length - 1]?.push(k);
  }
  const right = split(sides.pop() ?? []).map((part) => part[0]);
  const value = right[0];
  if (!value) return [];
  return sides.flatMap((side) =>
    targets(
      split(side).map((part) => part[0]),
      right,
    ),
  );
}

function targets(left: readonly (Node | undefined)[], right: readonly (Node | undefined)[]): readonly Write[] {
  const value = right[0];
  const names = left.length === 1 && left[0]?.name === 'TupleExpression' ? expressions(left[0]) : left;
  if (!value) return [];
  if (names.length === 1 && left.length === 1 && names === left) {
    const target = names[0];
    if (!target) return [];
    return right.length === 1 ? put(target, value) : put(target, value.parent);
  }
  const items = right.length === 1 && /^(?:Tuple|Array)Expression$/.test(value.name) ? expressions(value) : right;
  return names.flatMap((target, index): readonly Write[] => {
    const item = items[index];
    if (!target) return [];
    if (items.length === names.length && item) return put(target, item);
    const name = dotted(target);
    return name ? [{ name, step: { kind: 'item', value, index } }] : [];
  });
}

/** A write to a name, an attribute or an item. */
function put(target: Node, value: Node | undefined): readonly Write[] {
  const name = dotted(target);
  if (name !== undefined) {
    return value
      ? [{ name, step: { kind: 'assign', value } }]
      : [{ name, step: { kind: 'lost', reason: 'it is deleted' } }];
  }
  const item = subscripts(target);
  if (!item) return [];
  return [{ name: item.name, step: { kind: 'put', keys: item.keys, target, ...(value ? { value } : {}) } }];
}

/** `d['a']['b']` as the name `d` and its keys. */
export function subscripts(node: Node): { name: string; keys: readonly Node[] } | undefined {
  const keys: Node[] = [];
  let base = node;
  while (base.name === 'MemberExpression' && kid(base, '[')) {
    const key = base.kids[2];
    if (base.kids.length !== 4 || !key) return undefined;
    keys.unshift(key);
    const next = base.kids[0];
    if (!next) return undefined;
    base = next;
  }
  const name = dotted(base);
  return name === undefined ? undefined : { name, keys };
}

function updated(statement: Node): readonly Write[] {
  const [target, operator, value] = statement.kids;
  if (!target || !operator || !value) return [];
  const name = dotted(target);
  if (name === undefined) return put(target, statement);
  return [{ name, step: { kind: 'add', operator: textOf(operator), value, statement } }];
}

function mutated(statement: Node): readonly Write[] {
  const expression = statement.kids[0] && bare(statement.kids[0]);
  const callee = expression?.name === 'CallExpression' ? expression.kids[0] : undefined;
  if (statement.kids[0]?.kids[1]?.name === 'NamedExpression') return walrus(statement.kids[0].kids[1]);
  const method = callee?.name === 'MemberExpression' ? kid(callee, 'PropertyName') : undefined;
  const base = callee?.kids[0];
  if (expression && callee && FILLERS.test(textOf(callee))) return filled(expression);
  if (expression && callee && mayChange(callee)) return handed(expression);
  if (!expression || !method || !base || !MUTATORS.has(textOf(method))) return [];
  const item = subscripts(base);
  if (!item) return [];
  return [{ name: item.name, step: { kind: 'method', keys: item.keys, method: textOf(method), call: expression } }];
}

/** Functions that, by their names, change the dict that they are given: `merge_configs(params, more)`. */
const FILLERS =
  /(?:merge|populate|override|(?:add|set|update|apply|extend|inject|fill)_\w*(?:config|param|kwarg|arg|setting|default|option|kms|encrypt))\w*$/i;

function filled(call: Node): readonly Write[] {
  return argumentsOf(call).flatMap(({ name, value }): readonly Write[] => {
    if (name || value?.name !== 'VariableName') return [];
    return [{ name: textOf(value), step: { kind: 'lost', reason: 'another function may change it' } }];
  });
}

/** Functions that, by their names, only look at what they are given. */
const LOOKS =
  /^(?:self\.)?_*(?:p?print|display|show|log|assert|validate|check|verify|warn|debug|info|plot|dump|save|write|run|main|exit|len|help)/;

/** True for a function of one's own whose result nobody takes: it may be called for what it does to its arguments. */
function mayChange(callee: Node): boolean {
  const name = dotted(callee);
  return name !== undefined && /^(?:self\.)?\w+$/.test(name) && !LOOKS.test(name);
}

/** What a call is given: more may be in it afterwards. */
function handed(call: Node): readonly Write[] {
  return argumentsOf(call).flatMap(({ name, value }): readonly Write[] => {
    if (name || value?.name !== 'VariableName') return [];
    return [{ name: textOf(value), step: { kind: 'method', keys: [], method: 'handed', call } }];
  });
}

function walrus(node: Node): readonly Write[] {
  return node.kids[0] && node.kids[2] ? put(node.kids[0], node.kids[2]) : [];
}

function looped(statement: Node): readonly Write[] {
  const at = statement.kids.findIndex((k) => k.name === 'in');
  const value = statement.kids[at + 1];
  const from = statement.kids.findIndex((k) => k.name === 'for') + 1;
  const names = statement.kids.slice(from, at).flatMap((k) => (k.name === 'TupleExpression' ? k.kids : [k]));
  const plain = names.filter((k) => k.name === 'VariableName');
  if (plain.length === 1 && plain[0] && value) return [{ name: textOf(plain[0]), step: { kind: 'each', value } }];
  return plain.map((k) => ({ name: textOf(k), step: { kind: 'lost', reason: 'it is a loop variable' } }));
}

function opened(statement: Node): readonly Write[] {
  const writes: Write[] = [];
  statement.kids.forEach((k, index) => {
    const value = statement.kids[index - 1];
    const name = statement.kids[index + 1];
    if (k.name !== 'as' || !value || !name) return;
    const target = dotted(name);
    if (target) writes.push({ name: target, step: { kind: 'with', value } });
  });
  return writes;
}

function caught(statement: Node): readonly Write[] {
  return statement.kids.flatMap((k, index): readonly Write[] => {
    const name = statement.kids[index + 1];
    if (k.name !== 'as' || name?.name !== 'VariableName') return [];
    return [{ name: textOf(name), step: { kind: 'lost', reason: 'it is an exception' } }];
  });
}

function imported(statement: Node): readonly Write[] {
  const at = statement.kids.findIndex((k) => k.name === 'import');
  const from = statement.kids[0]?.name === 'from';
  const prefix = from ? statement.kids.slice(1, at).map(textOf).join('') + '.' : '';
  const names = statement.kids.slice(at + 1).filter((k) => k.name !== '(' && k.name !== ')');
  return split(names).flatMap((part): readonly Write[] => {
    const as = part.findIndex((k) => k.name === 'as');
    const path = part
      .slice(0, as < 0 ? undefined : as)
      .map(textOf)
      .join('');
    const alias = as < 0 ? undefined : part[as + 1];
    if (!path || path === '*') return [];
    const name = alias ? textOf(alias) : from ? path : (path.split('.')[0] ?? path);
    return [{ name, step: { kind: 'import', path: alias || from ? prefix + path : name } }];
  });
}
