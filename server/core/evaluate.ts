// Judges the resources of a unit by the rules of their kinds: resources in, findings out. A rule that throws is reported and skipped.
import { judgeCondition } from './condition';
import { sightings, type Sighting, type Subject } from './facts';
import type { Kind, Rule } from './kind';
import type { KindIndex } from './kind-index';
import { decide, walk, type Choose } from './path';
import type { Resource, Unit } from './resource';
import type { Span } from './text';
import { indexUnit, type UnitIndex } from './unit-index';
import { looseName, type ObjectValue, type Trace } from './value';
import { exploreWorlds, type Decision, type Outcome } from './world';

/** A rule's verdict on one resource that is not "fine". */
export interface Finding {
  readonly rule: Rule;
  readonly kind: Kind;
  /** `unknown`: it could not be decided; silent unless somebody asks. */
  readonly verdict: 'fail' | 'unknown';
  readonly resource: Resource;
  /** Terraform address, logical id, or the API's own name of a call: `s3:PutObject`. */
  readonly address: string;
  /** The file in which `span` lies. */
  readonly source: string;
  readonly span: Span;
  /** One plain sentence. */
  readonly message: string;
  /** Why it is unknown, in plain words. */
  readonly reason: string | undefined;
  readonly related: readonly Trace[];
  /** What decided it: the fixes start from here. */
  readonly blame: Sighting | undefined;
  readonly part: Subject['part'];
}

export interface Analysis {
  readonly findings: readonly Finding[];
  readonly index: UnitIndex;
  /** Rules that threw: a bug of ours, logged by the host. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

/** Judges every resource of the unit. The order of findings is that of the files and the places in them. */
export function analyze(unit: Unit, kinds: KindIndex): Analysis {
  const index = indexUnit(unit);
  const failures: { rule: string; error: unknown }[] = [];
  const findings: Finding[] = [];
  for (const resource of unit.resources) {
    if (resource.exists === 'never') continue;
    for (const { kind, partial } of kinds.of(resource)) {
      const counter = { asked: 0 };
      const base: Base = { kind, resource, index, partial, memo: { asked: () => counter.asked, seen: new Map() } };
      const whole = subjectOf(base, firstBranch(counter), undefined);
      for (const rule of kind.rules) {
        try {
          for (const finding of judge(rule, base, whole, counter)) findings.push(finding);
        } catch (error) {
          failures.push({ rule: rule.id, error });
        }
      }
    }
  }
  return {
    findings: (unit.resources.some(({ via }) => via) ? dedupe(findings) : findings).sort(byPlace),
    index,
    failures,
  };
}

type Base = Pick<Subject, 'kind' | 'resource' | 'index' | 'partial' | 'memo'>;

interface Verdict {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly blame: Sighting | undefined;
  readonly part: Subject['part'];
}

/** Takes the first branch of every condition, and counts that it was asked to. */
function firstBranch(counter: { asked: number }): Choose {
  return (choice) => {
    counter.asked++;
    return choice.options[0];
  };
}

const NOTHING: readonly Finding[] = [];

/** Most judgements ask for no condition, so they are made once and plainly; only the others try all branches. */
function judge(rule: Rule, base: Base, whole: Subject, counter: { asked: number }): readonly Finding[] {
  if (rule.dialects && !rule.dialects.includes(base.resource.dialect)) return NOTHING;
  const asked = counter.asked;
  if (rule.each === undefined) {
    const verdict = verdictOn(rule, whole);
    if (counter.asked === asked)
      return verdict.verdict === 'pass' ? NOTHING : [toFinding(rule, base, { ...verdict, decisions: [] })];
  }
  const outcomes = exploreWorlds(
    (choose) => partsOf(rule, base, choose).map((part) => verdictOn(rule, subjectOf(base, choose, part))),
    counter,
  );
  return outcomes ? merge(outcomes).map((merged) => toFinding(rule, base, merged)) : NOTHING;
}

/** Spelled out: it is made for every rule and resource. */
function subjectOf({ kind, resource, index, partial, memo }: Base, choose: Choose, part: Subject['part']): Subject {
  return { kind, resource, index, partial, choose, part, ...(memo ? { memo } : {}) };
}

const WHOLE: readonly Subject['part'][] = [undefined];

function partsOf(rule: Rule, base: Base, choose: Choose): readonly Subject['part'][] {
  if (rule.each === undefined) return WHOLE;
  const scope = rule.each;
  const sources = (base.kind.scopes[scope]?.[base.resource.dialect] ?? []).filter(
    (source) => source.on === undefined || source.on === base.resource.type,
  );
  return sources.flatMap((source) =>
    walk(base.resource.body, source.path, choose, base.resource.loose).flatMap(({ value }) => {
      const objects = value?.kind === 'list' ? value.items.map((item) => decide(item, choose)) : [value];
      return objects
        .filter((object): object is ObjectValue => object?.kind === 'object')
        .map((object) => ({ scope, object }));
    }),
  );
}

const PASS: Verdict = { verdict: 'pass', blame: undefined, part: undefined };

function fine({ part }: Subject): Verdict {
  return part ? { ...PASS, part } : PASS;
}

function verdictOn(rule: Rule, subject: Subject): Verdict {
  const when = rule.when ? judgeCondition(rule.when, subject) : undefined;
  if (when?.truth === 'no') return fine(subject);
  const unless = rule.unless ? judgeCondition(rule.unless, subject) : undefined;
  if (unless?.truth === 'yes') return fine(subject);
  const required = judgeCondition(rule.require, subject);
  if (required.truth === 'yes') return fine(subject);
  const unsure = [when, unless, required].find((judgement) => judgement?.truth === 'maybe');
  return {
    verdict: unsure ? 'unknown' : 'fail',
    blame: (unsure ?? required).blame ?? required.blame,
    part: subject.part,
  };
}

interface Merged extends Verdict {
  readonly decisions: readonly Decision[];
}

/** Brings the combinations of branches together, place by place: one bad branch is a gap, unless somebody still picks the value. */
function merge(outcomes: readonly Outcome<readonly Verdict[]>[]): readonly Merged[] {
  const [only] = outcomes;
  if (only && outcomes.length === 1) {
    return only.result
      .filter(({ verdict }) => verdict !== 'pass')
      .map((verdict) => ({ ...verdict, decisions: only.decisions }));
  }
  if (outcomes.every(({ result }) => result.every(({ verdict }) => verdict === 'pass'))) return [];
  const places = new Map<string, Merged[]>();
  for (const { result, decisions } of outcomes) {
    for (const verdict of result) {
      const at = verdict.part?.object.span ?? { start: -1, end: -1 };
      const key = `${String(at.start)}:${String(at.end)}`;
      const list = places.get(key) ?? [];
      list.push({ ...verdict, decisions });
      places.set(key, list);
    }
  }
  return [...places.values()].flatMap(mergePlace);
}

function mergePlace(verdicts: readonly Merged[]): readonly Merged[] {
  const groups = new Map<string, Merged[]>();
  for (const verdict of verdicts) {
    const fixed = verdict.decisions.filter((decision) => decision.everyBranch);
    const key = fixed.map((decision) => `${decision.test}=${decision.branch}`).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  const perGroup = [...groups.values()].map(mergePicked);
  const failed = distinctBlames(
    perGroup.filter((verdict) => verdict?.verdict === 'fail').filter((verdict) => verdict !== undefined),
  );
  if (failed.length > 0) return failed;
  const unknown = perGroup.find((verdict) => verdict?.verdict === 'unknown');
  return unknown ? [unknown] : [];
}

/** Of values somebody picks later: all bad is a gap, a mixture is not known. */
function mergePicked(verdicts: readonly Merged[]): Merged | undefined {
  const worst =
    verdicts.find((verdict) => verdict.verdict === 'fail') ?? verdicts.find((verdict) => verdict.verdict === 'unknown');
  if (!worst || verdicts.every((verdict) => verdict.verdict === 'fail')) return worst;
  return { ...worst, verdict: 'unknown' };
}

function distinctBlames(verdicts: readonly Merged[]): readonly Merged[] {
  const seen = new Set<string>();
  return verdicts.filter((verdict) => {
    const key = `${verdict.blame?.resource.source ?? ''}:${String(verdict.blame?.at.start)}:${String(verdict.blame?.at.end)}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function toFinding(rule: Rule, base: Base, merged: Merged): Finding {
  const { blame } = merged;
  const where = blame?.resource ?? base.resource;
  return {
    rule,
    kind: base.kind,
    verdict: merged.verdict === 'fail' ? 'fail' : 'unknown',
    resource: base.resource,
    address: addressOf(base),
    source: where.source,
    span: blame?.at ?? base.resource.head,
    message: blame?.detail === undefined ? rule.title : `${rule.title.replace(/\.$/, '')}: ${blame.detail}.`,
    reason: merged.verdict === 'unknown' ? reasonOf(blame) : undefined,
    related: relatedTo(blame, merged.decisions, where),
    blame,
    part: merged.part,
  };
}

const ALONE: readonly Trace[] = [];

function relatedTo(blame: Sighting | undefined, decisions: readonly Decision[], where: Resource): readonly Trace[] {
  const trace = blame?.value?.trace;
  if (!trace && decisions.length === 0 && !where.via) return ALONE;
  return [...(trace ?? []), ...branchTraces(decisions, where.source), ...(where.via ?? [])];
}

/** Calls are written in each language's own way; people search for the API's. */
function addressOf({ kind, resource }: Base): string {
  if (resource.dialect !== 'sdk') return resource.address;
  const wanted = looseName(resource.type);
  return [...kind.bind.sdk, ...kind.bind.sdkUpdates].find((type) => looseName(type) === wanted) ?? resource.address;
}

function reasonOf(blame: Sighting | undefined): string {
  const value = blame?.value;
  if (value?.kind === 'unknown') return value.reason;
  if (value?.kind === 'ref') return `${value.target}${value.attribute ? `.${value.attribute}` : ''} is not known here`;
  if (value?.kind === 'text') return 'a part of this text is filled in later';
  return 'more may be set here than can be seen';
}

function branchTraces(decisions: readonly Decision[], source: string): readonly Trace[] {
  return decisions
    .filter((decision) => decision.everyBranch && (decision.branch === 'true' || decision.branch === 'false'))
    .map(({ choice, test, branch }) => ({
      place: { uri: source, span: choice.span },
      note: `when ${test} is ${branch}`,
    }));
}

/** A module that is called twice yields one finding in each place, with both calls as related information. */
function dedupe(findings: readonly Finding[]): Finding[] {
  const byPlaceAndRule = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule.id} ${finding.source} ${String(finding.span.start)} ${String(finding.span.end)} ${finding.verdict}`;
    const known = byPlaceAndRule.get(key);
    byPlaceAndRule.set(key, known ? { ...known, related: [...known.related, ...finding.related] } : finding);
  }
  return [...byPlaceAndRule.values()];
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compareText(a.source, b.source) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compareText(a.rule.id, b.rule.id)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The sightings of one fact in a resource, with the first branch of every condition: for the inventory and for hovers. */
export function factOf(base: Base, name: string, choose: Choose): readonly Sighting[] {
  return sightings({ ...base, choose, part: undefined }, name);
}
