// Fixes that add a statement to a policy that is there: denying plain HTTP, or letting a service or a role use a key.
import type { Finding } from './evaluate';
import { addStatement, policyTarget } from './policy-target';
import { toNewValue } from './fix-value';
import { namesOf, sightings, type Sighting, type Subject } from './facts';
import type { PlannedChange } from './fix';
import type { StatementFix } from './kind';
import { firstBranch, inInstance } from './path';
import type { NewValue, Resource } from './resource';
import { surroundingsOf, type Surroundings } from './surroundings';
import type { UnitIndex } from './unit-index';
import type { ConfigValue } from './value';

/** A finding as something of which facts can be asked, in its own instance. Of every other condition the first branch counts. */
export function subjectOf({ kind, resource, part, instance }: Finding, index: UnitIndex): Subject {
  return { kind, resource, index, part, choose: inInstance(instance, firstBranch), partial: false };
}

/** The changes that add the statement to every policy that lacks it; undefined where one is not written out in this unit. */
export function statementChanges(
  spec: StatementFix,
  finding: Finding,
  index: UnitIndex,
): readonly PlannedChange[] | undefined {
  const subject = subjectOf(finding, index);
  const written = sightings(subject, spec.into).filter(({ value }) => value !== undefined);
  const [policy, ...others] = written;
  if (!policy || others.length > 0) return undefined;
  return changesFor(spec, policy, subject);
}

function changesFor(spec: StatementFix, policy: Sighting, subject: Subject): readonly PlannedChange[] | undefined {
  const { resource: holder, source, value } = policy;
  const target = value && source ? policyTarget(holder, source.path, value, subject.index) : undefined;
  const surroundings = surroundingsOf(subject.resource, subject.index);
  const resources = covered(spec, subject, holder, surroundings);
  if (!target || !resources || resources.length === 0) return undefined;
  const { sid, effect, actions } = spec;
  const conditions = spec.conditions.map(([operator, key, wanted]) => ({
    operator,
    key,
    value: { kind: 'scalar', value: wanted } as const,
  }));
  const change = addStatement(target, { sid, effect, principal: '*', actions, resources, conditions });
  return [...surroundings.missing(), change];
}

/** What the statement covers: by reference where the protected resource is in the unit, else by its name. */
function covered(
  spec: StatementFix,
  subject: Subject,
  holder: Resource,
  surroundings: Surroundings,
): readonly NewValue[] | undefined {
  const byName = (names: readonly string[]): readonly NewValue[] =>
    names.flatMap((name) => spec.named.map((pattern) => surroundings.fill(pattern.replaceAll('{}', name))));
  const byReference = (resource: Resource): readonly NewValue[] | undefined => {
    if (resource.repeated) return undefined;
    const values = (spec.resources[languageOf(resource)] ?? []).map((value) => toNewValue(value, resource, undefined));
    return values.every((value) => value !== undefined) ? values : undefined;
  };
  if (spec.about === undefined) {
    const values = byReference(subject.resource);
    // what a policy within the resource says of it can't be a reference to it
    const refers = values?.some(({ kind }) => kind !== 'scalar') ?? true;
    return refers && holder.id === subject.resource.id ? byName(namesOf(subject)) : values;
  }
  const each = sightings(subject, spec.about).map(({ value }) => {
    const named = value?.kind === 'ref' ? subject.index.byId(value.target) : undefined;
    if (named) return named.id === holder.id ? undefined : byReference(named);
    return literal(value, byName);
  });
  return each.every((values) => values !== undefined) ? each.flat() : undefined;
}

/** The `awscc` provider has CloudFormation's properties, but references are Terraform's. */
function languageOf({ dialect, type }: Resource): Resource['dialect'] {
  return type.startsWith('awscc_') ? 'terraform' : dialect;
}

function literal(
  value: ConfigValue | undefined,
  byName: (names: readonly string[]) => readonly NewValue[],
): readonly NewValue[] | undefined {
  if (value?.kind !== 'scalar' || typeof value.value !== 'string' || value.trace) return undefined;
  return value.value.startsWith('arn:') ? [{ kind: 'scalar', value: value.value }] : byName([value.value]);
}
