// Facts that other resources of the unit decide: settings of the whole account, and what lies at the end of a chain of references.
import type { Sighting, Subject } from '../facts';
import { parsePath, walk } from '../path';
import type { Resource } from '../resource';
import type { ConfigValue } from '../value';
import type { Derivation } from './index';

/**
 * Options: `type`, `path`, `default`. True where a resource of the type has the setting on, and unknown where that is not known;
 * nothing where the unit has no such resource.
 */
export const setInUnit: Derivation = ({ subject, options, nothing }) => {
  const { type, path } = options;
  if (typeof type !== 'string' || typeof path !== 'string') return [nothing];
  const settings = subject.index.byType(type).filter(({ exists }) => exists !== 'never');
  const values = settings.map((resource) => valueAt(resource, path, subject) ?? standard(resource, options.default));
  const on = values.find((value) => value?.kind === 'scalar' && value.value === true);
  const open = values.find((value) => value !== undefined && value.kind !== 'scalar');
  return [found(nothing, on ?? open)];
};

function standard({ head }: Resource, value: unknown): ConfigValue | undefined {
  return typeof value === 'boolean' ? { kind: 'scalar', span: head, value } : undefined;
}

/**
 * `from: [fact]`, option `steps`: types with paths (`aws_ebs_snapshot volume_id`). The fact names a resource of the first type, the value at its
 * path one of the next, and so on; the last value counts. Nothing where the fact or the last value is not written, or a name leads out of the unit.
 */
export const alongReferences: Derivation = ({ subject, inputs: [start = []], options, nothing }) => {
  const steps = Array.isArray(options.steps) ? (options.steps as readonly string[]) : [];
  return start.map((sighting) => {
    let value = sighting.value;
    for (const step of steps) {
      const [type, path = ''] = step.split(' ');
      const next = value?.kind === 'ref' ? subject.index.byId(value.target) : undefined;
      value = next?.type === type && next ? valueAt(next, path, subject) : undefined;
    }
    return found(nothing, value);
  });
};

function valueAt(resource: Resource, path: string, { choose }: Subject): ConfigValue | undefined {
  const segments = parsePath(path);
  return segments && walk(resource.body, segments, choose, resource.loose)[0]?.value;
}

/** The finding stays where the resource is; only the value comes from elsewhere. */
function found(nothing: Sighting, value: ConfigValue | undefined): Sighting {
  return value === undefined ? nothing : { ...nothing, value: { ...value, span: nothing.at }, assumed: true };
}
