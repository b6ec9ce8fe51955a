// The rotation of the key behind a store: that of the key's own resource, followed through aliases.
import type { KindIndex } from '../kind-index';
import { firstBranch, walk } from '../path';
import type { Resource, Segment } from '../resource';
import type { UnitIndex } from '../unit-index';
import { rotationOf } from './judged';
import type { Cell, KeyCell, RotationState } from './row';

/** Where an alias names its key, in any dialect. */
const TARGETS: readonly Segment[] = ['target_key_id', 'TargetKeyId', 'targetKey', 'targetKeyId'].map((name) => ({
  name,
  list: false,
}));

/** Whether the key behind a store rotates; undefined where there is no key, or one that can't rotate by itself. */
export function rotationBehind(key: KeyCell, index: UnitIndex, kinds: KindIndex): Cell<RotationState> | undefined {
  switch (key.state) {
    case 'off':
      return undefined;
    case 'aws-key':
      return { state: 'aws', why: undefined, place: undefined };
    case 'unknown':
      return { state: 'unknown', why: 'it is not known which key is used', place: key.place };
    case 'customer-key':
      return ofCustomerKey(key, index, kinds);
  }
}

function ofCustomerKey(key: KeyCell, index: UnitIndex, kinds: KindIndex): Cell<RotationState> | undefined {
  const resource = keyResource(key.target, index);
  const match = resource && kinds.of(resource).find(({ kind }) => kind.store?.rotation !== undefined);
  if (!resource || !match) return { state: 'unknown', why: 'the key is not part of these files', place: key.place };
  const rotation = rotationOf({ kind: match.kind, resource, index, partial: match.partial });
  return rotation && { ...rotation, place: rotation.place ?? { uri: resource.source, span: resource.head } };
}

/** The key that an id names, or the key behind an alias of that id. */
export function keyResource(id: string | undefined, index: UnitIndex): Resource | undefined {
  const resource = id === undefined ? undefined : index.byId(id);
  if (!resource || !/alias/i.test(resource.type)) return resource;
  for (const segment of TARGETS) {
    const value = walk(resource.body, [segment], firstBranch, resource.loose)[0]?.value;
    if (value?.kind === 'ref') return index.byId(value.target);
  }
  return undefined;
}
