// Names for conditions that can't be decided, so that two uses of one condition are seen as one.
import type { Expression } from './hcl/ast';
import type { Scope } from './scope';

/** The condition's text in a normal form with the address of its module; `negated` where a `!` was taken off. */
export function conditionName(test: Expression, scope: Scope): { name: string; negated: boolean } {
  let current = test;
  let negated = false;
  for (;;) {
    if (current.kind === 'paren') current = current.inner;
    else if (current.kind === 'unary' && current.operator === '!') {
      current = current.operand;
      negated = !negated;
    } else break;
  }
  const written = scope.file.source.text.slice(current.span.start, current.span.end);
  const text = (scope.file.language === 'json' ? written.replaceAll('\\"', '"') : written).replace(/\s+/g, ' ').trim();
  const tag = scope.tag !== '' && seesNames(text, scope) ? scope.tag : '';
  const where = [scope.module.address, tag].filter((part) => part !== '').join(' ');
  return { name: where === '' ? text : `${where}: ${text}`, negated };
}

/** Only a condition that mentions an iterator depends on where it stands. */
function seesNames(text: string, scope: Scope): boolean {
  return (text.match(/[\p{L}\p{N}_-]+/gu) ?? []).some((word) => scope.names.has(word));
}
