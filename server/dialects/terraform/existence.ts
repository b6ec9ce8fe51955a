// Whether a block is there at all: what `count` and `for_each` say, and what a variable's default says only for now.
import type { Resource } from '../../core/resource';
import type { ConfigValue } from '../../core/value';
import type { Expression } from './hcl/ast';
import type { Module } from './scope';
import { asNumber } from './values';

/**
 * A root module's default that says "none" is a wish of the author's, not of whoever applies it: such blocks are looked at, too,
 * and so are those that are there for each instance of them.
 */
export function isOffByDefault({ address }: Module, count: ConfigValue, written: Expression): boolean {
  return address === '' && existence(count) === 'never' && mentionsVariable(written);
}

/** Types of resources have an underscore, by which they differ from other names. */
function mentionsVariable(expression: Expression): boolean {
  switch (expression.kind) {
    case 'variable':
      return expression.name === 'var' || expression.name === 'local' || expression.name.includes('_');
    case 'get':
    case 'splat':
      return mentionsVariable(expression.from);
    case 'index':
      return mentionsVariable(expression.from) || mentionsVariable(expression.key);
    case 'conditional':
      return [expression.test, expression.yes, expression.no].some(mentionsVariable);
    case 'binary':
      return mentionsVariable(expression.left) || mentionsVariable(expression.right);
    case 'unary':
      return mentionsVariable(expression.operand);
    case 'paren':
      return mentionsVariable(expression.inner);
    case 'call':
      return expression.args.some(mentionsVariable);
    case 'for':
      return mentionsVariable(expression.over);
    default:
      return false;
  }
}

/** Whether any instance gets created. */
export function existence(count: ConfigValue): Resource['exists'] {
  if (count.kind === 'choice') {
    const branches = new Set(count.options.map((option) => existence(option.value)));
    const [only = 'maybe'] = branches;
    return branches.size === 1 ? only : 'maybe';
  }
  const known = asNumber(count);
  if (known === undefined) return 'maybe';
  return known > 0 ? 'always' : 'never';
}

/** Both have to exist: a module and what is in it. */
export function both(a: Resource['exists'], b: Resource['exists']): Resource['exists'] {
  if (a === 'never' || b === 'never') return 'never';
  return a === 'maybe' || b === 'maybe' ? 'maybe' : 'always';
}
