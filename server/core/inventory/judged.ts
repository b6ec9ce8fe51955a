// Aspects that the rules themselves decide: encryption in transit, rotation, and at rest where a kind names no facts for it.
import { sightings } from '../facts';
import type { Finding } from '../finding';
import { appliesTo, judgeRule, type Base } from '../judge';
import type { Condition, Kind, Rule } from '../kind';
import { firstBranch } from '../path';
import { factsIn } from '../reads';
import type { Cell, RotationState, State, TransitState } from './row';

/** How the transport is protected, as the rules on it see it; undefined where none applies. That more could be done is no gap. */
export function transitOf(base: Base): Cell<TransitState> | undefined {
  const rules = base.kind.rules.filter(
    ({ theme, profile, quality, severity }) =>
      theme === 'in-transit' && profile !== 'customer-keys' && !(quality && severity === 'low'),
  );
  const judged = byRules<TransitState>(base, rules, (rule) => (rule.severity === 'high' ? 'off' : 'partly'), 'on');
  return judged ?? (isSwitchedOn(base) ? { state: 'on', why: undefined, place: undefined } : undefined);
}

/** Where no rule has to look, since another resource is judged for it, the kind's own switch may still say "on". */
function isSwitchedOn(base: Base): boolean {
  const fact = base.kind.store?.inTransit;
  if (fact === undefined) return false;
  const seen = sightings({ ...base, choose: firstBranch, part: undefined }, fact);
  return seen.every(({ value }) => value?.kind === 'scalar' && value.value === true);
}

/** Whether a key rotates; undefined for what is no key, or one that can't rotate by itself. */
export function rotationOf(base: Base): Cell<RotationState> | undefined {
  const fact = base.kind.store?.rotation;
  if (fact === undefined) return undefined;
  const rules = base.kind.rules.filter(({ require }) => factsIn(require).includes(fact));
  return byRules<RotationState>(base, rules, () => 'off', 'on');
}

/** True for kinds whose state at rest is told by their rules alone. */
export function isStoreByRules({ id, store, rules }: Kind): boolean {
  const byFacts = store !== undefined && (store.atRest !== undefined || store.key !== undefined || store.always);
  return !byFacts && !id.startsWith('code.') && rules.some(({ theme, quality }) => theme === 'at-rest' && !quality);
}

/** The state at rest by rules: a broken rule on encryption says "off", one on keys says whose key it is. */
export function atRestByRules(base: Base): Cell<State> | undefined {
  const rules = base.kind.rules.filter(
    ({ theme, profile, quality }) => theme === 'at-rest' && profile !== 'strict' && !quality,
  );
  const encryption = rules.filter(({ profile }) => profile === 'baseline');
  const keys = rules.filter(({ profile }) => profile === 'customer-keys');
  const on = byRules<State>(base, encryption, () => 'off', 'aws-key');
  const key = byRules<State>(base, keys, () => 'aws-key', 'customer-key');
  if (on?.state === 'off' || on?.state === 'unknown') return on;
  if (key?.state === 'customer-key' && !keys.some(({ require }) => asksForKey(require))) return on;
  return key ?? (keys.length === 0 ? on : undefined);
}

function asksForKey(condition: Condition): boolean {
  switch (condition.kind) {
    case 'fact':
      return condition.expect.kind === 'is' && condition.expect.what === 'customer-key';
    case 'not':
      return false;
    default:
      return condition.of.some(asksForKey);
  }
}

/** The worst of what the rules say: a gap, then what is not known, then that all is well; undefined where no rule applies. */
function byRules<S extends string>(
  base: Base,
  rules: readonly Rule[],
  gap: (rule: Rule) => S,
  fine: S,
): Cell<S | 'unknown'> | undefined {
  const findings = rules.flatMap((rule) => judgeRule(rule, base)).sort(bySeverity);
  const failed = findings.find(({ verdict }) => verdict === 'fail');
  if (failed) return { state: gap(failed.rule), why: failed.message, place: placeOf(failed) };
  const [unsure] = findings;
  if (unsure) return { state: 'unknown', why: unsure.reason, place: placeOf(unsure) };
  const proofs = rules.filter(({ quality }) => !quality);
  return proofs.some((rule) => appliesTo(rule, base)) ? { state: fine, why: undefined, place: undefined } : undefined;
}

const ORDER = ['high', 'medium', 'low'] as const;

function bySeverity(a: Finding, b: Finding): number {
  return ORDER.indexOf(a.rule.severity) - ORDER.indexOf(b.rule.severity);
}

function placeOf({ source, span }: Finding): Cell<string>['place'] {
  return { uri: source, span };
}
