// CloudFormation's names as the `awscc` provider writes them: `KMSMasterKeyID` is `kms_master_key_id`, and every part is an argument.
import type { Change, NewValue, Segment } from '../../core/resource';

/** The change in the provider's names. What is added beside the resource keeps its names. */
export function inProviderNames(change: Change): Change {
  if (change.kind === 'add-resource') return change;
  if (change.kind === 'add-statement') return { ...change, path: change.path.map(inProvider) };
  const path = change.path.map(inProvider);
  return change.kind === 'set' ? { ...change, path, value: valueInProvider(change.value) } : { ...change, path };
}

function inProvider(segment: Segment): Segment {
  const where = segment.where && { ...segment.where, name: snakeCase(segment.where.name) };
  return { ...segment, name: snakeCase(segment.name), argument: true, ...(where ? { where } : {}) };
}

function valueInProvider(value: NewValue): NewValue {
  switch (value.kind) {
    case 'ref':
      return { ...value, attribute: value.attribute === '' ? 'id' : snakeCase(value.attribute) };
    case 'object':
      return { ...value, entries: value.entries.map(([name, item]) => [snakeCase(name), valueInProvider(item)]) };
    case 'list':
      return { ...value, items: value.items.map(valueInProvider) };
    default:
      return value;
  }
}

function snakeCase(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g);
  return words ? words.map((word) => word.toLowerCase()).join('_') : name;
}
