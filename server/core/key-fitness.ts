// Which of several keys fits a resource best: by the words of their names, where they stand, and whether neighbours use them.
import type { Resource } from './resource';
import type { UnitIndex } from './unit-index';
import { entriesBelow } from './value-search';

/** Words that every key has. */
const COMMON = new Set(['aws', 'kms', 'key', 'keys', 'arn', 'id', 'var', 'data', 'main', 'this', 'default', 'alias']);

/** The higher the better: a shared word counts more than a shared file, and that more than being used already. */
export function fitness(key: Resource, resource: Resource, index: UnitIndex): number {
  const words = wordsOf(resource);
  const shared = [...wordsOf(key)].filter((word) => words.has(word)).length;
  const used = index.unit.resources.some(
    (other) =>
      other.source === resource.source &&
      other.id !== key.id &&
      other.body.entries.some(({ value }) => entriesBelow(value).some((v) => v.kind === 'ref' && v.target === key.id)),
  );
  const isInput = key.type === 'variable' || key.type === 'parameter';
  return Math.min(shared, 2) * 8 + (key.source === resource.source ? 4 : 0) + (used ? 2 : 0) + (isInput ? 0 : 1);
}

/** The words of a name and a type, without plural endings: `aws_sqs_queue.orders` has `sqs`, `queue`, `order`. */
function wordsOf({ id, type }: Resource): ReadonlySet<string> {
  const words = `${type} ${id}`.replace(/([a-z0-9])(?=[A-Z])/g, '$1 ').toLowerCase();
  const plain = (words.match(/[a-z][a-z0-9]*/g) ?? []).map((word) => word.replace(/(?<=...)s$/, ''));
  return new Set(plain.filter((word) => !COMMON.has(word)));
}
