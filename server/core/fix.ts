// Turns a finding's fixes into changes by name: which resource, which path, which value. The adapters write them as text.
import { judgeCondition } from './condition';
import type { Finding } from './evaluate';
import { changesForFacts, joined, removal, toChange } from './fix-changes';
import type { Condition, Fact, Fix, FixValue, Kind } from './kind';
import { sightings } from './facts';
import { overTls, toNewValue } from './fix-value';
import { admission } from './key-admission';
import { keysInReach, type KeyChoice } from './key-choice';
import { newKey } from './new-key';
import { newKeyInput } from './new-key-input';
import type { Change, NewValue, Resource } from './resource';
import { statementChanges, subjectOf } from './statement-fix';
import type { UnitIndex } from './unit-index';
import { entriesBelow } from './value-search';

/** A change to one resource, which is named by its id so that it is found again after an earlier change. */
export interface PlannedChange {
  readonly resource: string;
  readonly change: Change;
}

/** One way to repair a finding. */
export interface FixPlan {
  /** What a person reads, with the effect on what is deployed. */
  readonly title: string;
  readonly changes: readonly PlannedChange[];
  /** Does nothing but what its title says: may be preferred and take part in "fix all". */
  readonly safe: boolean;
  /** In plain words, where the fix is not safe. */
  readonly caution: string | undefined;
  /** The key that it names, as in the title. */
  readonly key: string | undefined;
  /** A parameter or variable for a key that is added to the template or module. */
  readonly input?: string;
}

/** Every way to repair a finding, the best first. Empty where no fix would be right. */
export function planFixes(finding: Finding, index: UnitIndex): readonly FixPlan[] {
  return finding.rule.fixes.flatMap((fix) => plansOf(fix, finding, index));
}

function plansOf(fix: Fix, finding: Finding, index: UnitIndex): readonly FixPlan[] {
  if (fix.when && !holds(fix.when, finding, index)) return [];
  if (fix.unless && holds(fix.unless, finding, index)) return [];
  if (!namesKey(fix, finding.resource)) return compact([planOf(fix, finding, index, undefined)]);
  const { resource } = finding;
  const user = resource.dialect === 'cdk' && fix.keyUser?.constructAdmits ? undefined : fix.keyUser;
  const known = keysInReach(subjectOf(finding, index), user);
  if (known.length > 0) return compact(known.map((key) => planOf(fix, finding, index, key)));
  return compact(
    [newKey(resource, index, user), newKeyInput(resource, index, user)].map(
      (key) => key && planOf(fix, finding, index, key),
    ),
  );
}

function holds(condition: Condition, finding: Finding, index: UnitIndex): boolean {
  return judgeCondition(condition, subjectOf(finding, index)).truth === 'yes';
}

/** True where the fix writes a key in the resource's dialect. */
export function namesKey(fix: Fix, resource: Resource): boolean {
  const isKey = (value: FixValue): boolean =>
    value.kind === 'key' ||
    (value.kind === 'object' && value.entries.some(([, item]) => isKey(item))) ||
    (value.kind === 'list' && value.items.some(isKey));
  const written = (fix.write[resource.dialect] ?? []).flatMap((write) =>
    write.kind === 'set' ? [write.value] : write.kind === 'add' ? write.body.map(([, value]) => value) : [],
  );
  return [...fix.set.map(([, value]) => value), ...written].some(isKey);
}

function compact(plans: readonly (FixPlan | undefined)[]): readonly FixPlan[] {
  return plans.filter((plan) => plan !== undefined);
}

function planOf(fix: Fix, finding: Finding, index: UnitIndex, key: KeyChoice | undefined): FixPlan | undefined {
  const { resource, kind } = finding;
  const assignments = fix.set.map(([name, value]) => ({
    fact: kind.facts[name],
    value: value.kind === 'over-tls' ? addressOverTls(name, finding, index) : toNewValue(value, resource, key),
  }));
  const set = changesForFacts(assignments, finding, index);
  if (!set) return undefined;
  const removed = joined(fix.remove.map((name) => removal(kind.facts[name], finding)));
  const written = (fix.write[resource.dialect] ?? []).map((write) => ({
    resource: resource.id,
    change: toChange(write, resource, key, finding.part?.object),
  }));
  const added = statementsOf(fix, finding, index);
  if (!added) return undefined;
  const changes = [...(key?.creates ?? []), ...set.changes, ...removed.changes, ...written, ...added];
  if (changes.length === 0 || (resource.loose && changes.some(addsTemplateResource))) return undefined;
  if ([...set.changes, ...written].some((change) => addsTwice(change, resource, index))) return undefined;
  const caution = cautionOf([...set.effects, ...removed.effects], fix, key);
  return {
    title: titleOf(fix, kind, key, caution),
    changes,
    safe: caution === undefined,
    caution,
    key: key?.name,
    ...(key?.input === undefined ? {} : { input: key.input }),
  };
}

function addressOverTls(fact: string, finding: Finding, index: UnitIndex): NewValue | undefined {
  const [written, ...others] = sightings(subjectOf(finding, index), fact).filter(({ value }) => value !== undefined);
  return others.length === 0 ? overTls(written?.value) : undefined;
}

/** Undefined where a statement that the fix needs can't be added. */
function statementsOf(fix: Fix, finding: Finding, index: UnitIndex): readonly PlannedChange[] | undefined {
  const denied = fix.statement ? statementChanges(fix.statement, finding, index) : [];
  const admitted = fix.admit === undefined ? [] : admission(fix.admit, fix.keyUser, finding, index);
  return denied && admitted && [...denied, ...admitted];
}

/** Code and Terraform have no place for a template's resource, though they know its properties. */
function addsTemplateResource({ change }: PlannedChange): boolean {
  return change.kind === 'add-resource' && change.type.includes('::');
}

/** What is added is there for each instance, so also for those that have it already. */
function addsTwice({ change }: PlannedChange, { id, repeated }: Resource, index: UnitIndex): boolean {
  if (change.kind !== 'add-resource' || !repeated) return false;
  return index
    .byType(change.type)
    .some(({ body }) => entriesBelow(body).some((value) => value.kind === 'ref' && value.target === id));
}

/** `Encrypt the queue with Key (replaces the resource)`. */
function titleOf(fix: Fix, kind: Kind, key: KeyChoice | undefined, caution: string | undefined): string {
  const plain = key
    ? fix.title
        .replace(/^Encrypt(?: it)?(?= with |$)/, `Encrypt the ${kind.noun}`)
        .replace(/ with (?:a key of your own|a customer key|KMS)$/, '')
    : fix.title;
  return [plain, key && ` with ${key.name}`, caution && ` (${caution})`].filter(Boolean).join('');
}

/** What a person must know before taking the fix. AWS's own words for it: "Update requires: Replacement", "Some interruptions". */
function cautionOf(effects: readonly Fact['change'][], fix: Fix, key: KeyChoice | undefined): string | undefined {
  const words = [
    effects.includes('replaces')
      ? 'replaces the resource'
      : effects.includes('interrupts')
        ? 'interrupts it for a while'
        : undefined,
    key?.caution,
    fix.admit === undefined ? undefined : 'changes who may use the key',
    fix.effect,
  ].filter((word) => word !== undefined);
  return words.length > 0 ? words.join('; ') : undefined;
}
