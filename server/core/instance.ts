// Names an instance of a resource with `count` or `for_each`, for what is added beside it: one companion for each instance.
import type { NewValue, Resource, Segment } from './resource';

/** What a companion calls the resource: its id, or the instance that belongs to it. */
export function instanceId(resource: Resource, id: string): string {
  switch (resource.repeated) {
    case 'count':
      return `${id}[count.index]`;
    case 'for_each':
      return 'each.value';
    default:
      return id;
  }
}

/**
 * The argument by which a companion is there once for each instance; none for a single resource. Terraform takes a resource as a map:
 * https://developer.hashicorp.com/terraform/language/meta-arguments/for_each#chaining-for_each-between-resources
 */
export function oncePerInstance(
  resource: Resource,
  id: string,
): readonly { readonly path: readonly Segment[]; readonly value: NewValue }[] {
  if (resource.repeated === undefined) return [];
  const text = resource.repeated === 'count' ? `length(${id})` : id;
  return [{ path: [{ name: resource.repeated, list: false }], value: { kind: 'raw', text } }];
}
