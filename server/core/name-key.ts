// Compares names of which not all is known here: two that are put together from the same parts are one name.
import type { ConfigValue } from './value';

/**
 * The name itself where it is known; else what it is put together from, which no known name equals: a parameter, what AWS gives at
 * deployment, what another resource has. Undefined where a part could be anything, and for what is no name.
 */
export function nameKey(value: ConfigValue | undefined): string | undefined {
  if (value?.kind === 'scalar') return typeof value.value === 'string' ? value.value : undefined;
  const parts = value?.kind === 'text' ? value.parts : value ? [value] : [];
  const keys = parts.map(partKey);
  return keys.length > 0 && !keys.includes(undefined) ? `\0${keys.join('\0')}` : undefined;
}

function partKey(part: string | ConfigValue): string | undefined {
  if (typeof part === 'string') return `text ${part}`;
  if (part.kind === 'ref') return `of ${part.target} ${part.attribute} ${[...(part.instance ?? [])].join(' ')}`;
  if (part.kind !== 'unknown') return undefined;
  if (part.asks) return `${part.asks.sort} ${part.asks.name}`;
  return part.named ? part.reason : undefined;
}
