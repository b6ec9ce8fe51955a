// Finds where a policy is written, so that a fix can add a statement there.
import type { PlannedChange } from './fix';
import type { NewStatement, Resource, Segment } from './resource';
import type { UnitIndex } from './unit-index';
import type { Place } from './text';
import { entriesBelow, textsBelow } from './value-search';
import { modulePrefix } from './surroundings';
import type { ConfigValue } from './value';

/** A policy that stands in the text of a resource. */
export interface PolicyTarget {
  readonly resource: Resource;
  /** Empty where the resource itself is the policy. */
  readonly path: readonly Segment[];
  readonly value: ConfigValue;
}

const DOCUMENT = 'data.aws_iam_policy_document';

/**
 * The target for a policy that `holder` has at `path` with `value`. Undefined where it is written elsewhere (a file, a variable), where
 * other resources share it, or where the dialect's fixes don't change policies.
 */
export function policyTarget(
  holder: Resource,
  path: readonly Segment[],
  value: ConfigValue,
  index: UnitIndex,
): PolicyTarget | undefined {
  if (holder.loose && !holder.type.startsWith('awscc_')) return undefined;
  if (holder.dialect !== 'cloudformation' && holder.dialect !== 'terraform') return undefined;
  if (!value.trace) return { resource: holder, path, value };
  const document = value.trace
    .map(({ place }) => documentAt(place, holder, index))
    .find((found) => found !== undefined);
  if (!document) return undefined;
  const users = index.unit.resources.filter(
    (other) =>
      other.id !== document.id &&
      modulePrefix(other) === modulePrefix(document) &&
      entriesBelow(other.body).some((each) => comesFrom(each, document)),
  );
  return users.every(({ id }) => id === holder.id) ? { resource: document, path: [], value } : undefined;
}

function documentAt({ uri, span }: Place, holder: Resource, index: UnitIndex): Resource | undefined {
  return index
    .byType(DOCUMENT)
    .find((document) => standsIn(document, { uri, span }) && modulePrefix(document) === modulePrefix(holder));
}

function comesFrom(value: ConfigValue, document: Resource): boolean {
  return value.trace?.some(({ place }) => standsIn(document, place)) ?? false;
}

/** A trace names the block by its head. */
function standsIn({ source, head }: Resource, place: Place): boolean {
  return source === place.uri && place.span.start === head.start;
}

/** The change that adds a statement; its `sid` gets a number where the policy has one of that name. */
export function addStatement(target: PolicyTarget, statement: NewStatement): PlannedChange {
  const taken = new Set(textsBelow(target.value));
  let { sid } = statement;
  for (let i = 2; taken.has(sid); i++) sid = `${statement.sid}${String(i)}`;
  return {
    resource: target.resource.id,
    change: { kind: 'add-statement', path: target.path, statement: { ...statement, sid } },
  };
}
