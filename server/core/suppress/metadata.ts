// Reads suppressions that are written as data: Metadata of a CloudFormation resource, `"//"` of Terraform's JSON.
import type { Resource } from '../resource';
import type { Span } from '../text';
import { entryOf, type ConfigValue, type Entry } from '../value';
import type { Suppression } from './suppression';

/** The entry that a way of keys leads to; undefined where something on the way is missing. */
export function entryAt(value: ConfigValue | undefined, ...keys: readonly string[]): Entry | undefined {
  let at = value;
  let entry: Entry | undefined;
  for (const key of keys) {
    entry = at?.kind === 'object' ? entryOf(at, key) : undefined;
    at = entry?.value;
  }
  return entry;
}

export function child(value: ConfigValue | undefined, ...keys: readonly string[]): ConfigValue | undefined {
  return entryAt(value, ...keys)?.value;
}

/** The items of a list; a lone value counts as a list of one. */
export function itemsOf(value: ConfigValue | undefined): readonly ConfigValue[] {
  return value?.kind === 'list' ? value.items : value ? [value] : [];
}

/** A plain value as text. */
export function textOf(value: ConfigValue | undefined): string | undefined {
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
}

/** One suppression for each item of a list, such as `[{ id, reason }]` or `[ID]`; items without an id are passed over. */
export function ofItems(
  tool: string,
  resource: Resource,
  list: ConfigValue | undefined,
  keys: { readonly id: string; readonly reason: string },
): readonly Suppression[] {
  return itemsOf(list).flatMap((item) => {
    const id = item.kind === 'scalar' ? item : child(item, keys.id);
    const name = textOf(id);
    return name === undefined || !id
      ? []
      : [metadataSuppression(tool, resource, name, id.span, item.span, textOf(child(item, keys.reason)))];
  });
}

/** A suppression in Metadata: of a resource for that resource, or of a file. */
export function metadataSuppression(
  tool: string,
  holder: { readonly source: string; readonly span: Suppression['scope'] },
  id: string,
  idSpan: Span,
  span: Span,
  reason: string | undefined,
): Suppression {
  return {
    tool,
    source: holder.source,
    span,
    form: 'metadata',
    ids: [id],
    idSpans: [idSpan],
    scope: holder.span,
    reason,
    until: undefined,
  };
}
