// Facts that other resources of the unit decide: settings of the whole account, and what lies at the end of a chain of references.
import type { Sighting, Subject } from '../facts';
import { decide, parsePath, walk } from '../path';
import type { Resource } from '../resource';
import { isAbsent, type ConfigValue, type Trace } from '../value';
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
 * `from: [fact]`, option `steps`: types with paths, such as `aws_ebs_snapshot volume_id`. The fact names a resource of one of these types, the value
 * at its path the next one, and so on; what the last one says counts. Of several paths of a type the first that is written counts, unless it says
 * `false`; `aws_ebs_volume encrypted=false` tells what holds where it is not written, `kms_key_id:true` where it is. Nothing where a name leads to
 * no such resource of the unit.
 */
export const alongReferences: Derivation = ({ subject, inputs: [start = []], options, nothing }) => {
  return start.map((sighting) => {
    // most are plain values, which lead nowhere
    const end = sighting.value?.kind === 'ref' && follow(sighting.value, stepsOf(options.steps), subject, MAX_STEPS);
    if (!sighting.value || !end) return nothing;
    const { span } = sighting.value;
    const trace = [...(end.value.trace ?? []), ...end.trace];
    return { ...sighting, open: false, assumed: true, value: { ...end.value, span, trace } };
  });
};

interface Step {
  readonly type: string;
  readonly path: string;
  /** What holds where the path is written, whatever stands there. */
  readonly set: boolean | undefined;
  readonly otherwise: boolean | undefined;
}

/** Longer chains may go round in a circle. */
const MAX_STEPS = 12;

function stepsOf(steps: unknown): readonly Step[] {
  return (Array.isArray(steps) ? steps.map(String) : []).map(readStep);
}

function readStep(text: string): Step {
  const [type = '', place = ''] = text.split(' ');
  const [, path = '', sign, word] = /^([^=:]*)([=:])?(.*)$/.exec(place) ?? [];
  const says = word === 'true';
  return { type, path, set: sign === ':' ? says : undefined, otherwise: sign === '=' ? says : undefined };
}

/** What the end of a chain says, and the resource that says it. */
interface End {
  readonly value: ConfigValue;
  readonly trace: readonly Trace[];
}

function follow(value: ConfigValue, steps: readonly Step[], subject: Subject, left: number): End | undefined {
  const target = value.kind === 'ref' ? subject.index.byId(value.target) : undefined;
  if (!target || left === 0) return undefined;
  let last: End | undefined;
  for (const step of steps) {
    if (step.type !== target.type) continue;
    const end = endAt(target, step, steps, subject, left);
    if (end && !isFalse(end.value)) return end;
    last ??= end;
  }
  return last;
}

function endAt(
  target: Resource,
  { path, set, otherwise }: Step,
  steps: readonly Step[],
  subject: Subject,
  left: number,
): End | undefined {
  const written = valueAt(target, path, subject);
  const isSet = set !== undefined && written !== undefined && written.kind !== 'unknown';
  const value: ConfigValue | undefined = isSet ? { kind: 'scalar', span: written.span, value: set } : written;
  if (value?.kind === 'ref') return follow(value, steps, subject, left - 1) ?? { value, trace: [] };
  const { source, head, address } = target;
  const said = value ?? standard(target, otherwise);
  const trace = { place: { uri: source, span: value?.span ?? head }, note: `${address} decides it` };
  return said && { value: said, trace: [trace] };
}

function isFalse(value: ConfigValue): boolean {
  return value.kind === 'scalar' && value.value === false;
}

function valueAt(resource: Resource, path: string, { choose }: Subject): ConfigValue | undefined {
  const segments = parsePath(path);
  const seen = segments && walk(resource.body, segments, choose, resource.loose)[0];
  const value = decide(seen?.value, choose);
  if (!isAbsent(value)) return value;
  return seen?.open
    ? { kind: 'unknown', span: resource.head, reason: `not all of ${resource.address} can be seen` }
    : undefined;
}

/** The finding stays where the resource is; only the value comes from elsewhere. */
function found(nothing: Sighting, value: ConfigValue | undefined): Sighting {
  return value === undefined ? nothing : { ...nothing, value: { ...value, span: nothing.at }, assumed: true };
}
