// All that a module sees of the call that leads to it, to be compared with the call of the last reading.
import { compareValues } from '../../core/same-content';
import type { ConfigValue } from '../../core/value';
import { conditionName, outcomeOf } from './condition';
import { attributeOf } from './declarations';
import type { Module, ModuleCall } from './scope';
import { maybeOf } from './values';

export interface Called {
  readonly given: readonly Given[];
  /** Whether it exists, and under which conditions. */
  readonly existence: string;
  readonly via: ModuleCall['via'];
}

/** An argument, or what `each` and `count` are in the call. */
interface Given {
  readonly name: string;
  readonly value: ConfigValue;
  /** All of a value that is not known in full, and of the conditions in it, which the module may ask part by part. */
  readonly open: string;
}

export function calledWith(
  { declarations }: Module,
  { declared, scope, exists, assumed, via, instances }: ModuleCall,
): Called {
  const { run } = scope.module;
  const handed = [...declarations.variables.keys()].flatMap((name): readonly Given[] => {
    const written = attributeOf(declared, name);
    if (!written) return [];
    const expression = written.attribute.value;
    const inFile = { ...scope, file: written.file };
    const value = run.evaluate(expression, inFile);
    if (isKnown(value)) return [{ name, value, open: '' }];
    const condition = conditionName(expression, inFile);
    const asked = isRef(value) ? [condition] : [value, condition, outcomeOf(expression, inFile)];
    return [{ name, value, open: textOf(asked) }];
  });
  const names = [...scope.names].map(([name, value]) => ({ name, value, open: textOf(isKnown(value) ? [] : [value]) }));
  return { given: [...handed, ...names], existence: JSON.stringify([exists, scope.tag, instances, ...assumed]), via };
}

/** The same call in the same place, or somewhere else; undefined where it says something else. */
export function sameCall(before: Called, now: Called): 'places' | 'meaning' | undefined {
  if (before.existence !== now.existence || before.given.length !== now.given.length) return undefined;
  let even = JSON.stringify(before.via) === JSON.stringify(now.via);
  for (const [i, { name, value, open }] of now.given.entries()) {
    const other = before.given[i];
    const sameness = other?.name === name && other.open === open ? compareValues(other.value, value) : undefined;
    if (!sameness) return undefined;
    even &&= sameness.movedBy === 0;
  }
  return even ? 'places' : 'meaning';
}

/** Names a resource of which nobody asks whether it is there. */
function isRef(value: ConfigValue): boolean {
  return value.kind === 'ref' && maybeOf(value) === undefined;
}

function isKnown(value: ConfigValue): boolean {
  switch (value.kind) {
    case 'scalar':
      return true;
    case 'list':
      return !value.open && value.items.every(isKnown);
    case 'object':
      return !value.open && value.entries.every((entry) => isKnown(entry.value));
    default:
      return false;
  }
}

const PLACES: ReadonlySet<string> = new Set(['span', 'head', 'keySpan', 'trace']);

function textOf(parts: readonly unknown[]): string {
  if (parts.length === 0) return '';
  return JSON.stringify(parts, (key, value: unknown) => {
    if (PLACES.has(key)) return undefined;
    return value instanceof Map ? [...(value as ReadonlyMap<unknown, unknown>)] : value;
  });
}
