// What the judging ends in: a finding with its place, its words and the way to the value that decided it.
import type { Sighting, Subject } from './facts';
import type { Kind, Rule } from './kind';
import type { Verdict } from './merge';
import type { Resource } from './resource';
import type { Span } from './text';
import { entryOf, isDynamicReference, looseName, type Trace } from './value';
import { instanceTest, isInstanceTest, type Decision } from './world';

/** What was judged. */
type Judged = Pick<Subject, 'kind' | 'resource'>;

/** A rule's verdict on one resource that is not "fine". */
export interface Finding {
  readonly rule: Rule;
  readonly kind: Kind;
  /** `unknown`: it could not be decided; silent unless somebody asks. */
  readonly verdict: 'fail' | 'unknown';
  readonly resource: Resource;
  /** Terraform address, logical id, or the API's own name of a call: `s3:PutObject`. */
  readonly address: string;
  /** The branches of its instance, where it is about one of several. */
  readonly instance?: ReadonlyMap<string, string>;
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

const NO_DECISIONS: readonly Decision[] = [];

/** What is made of a verdict that is not "pass". `decisions`: the branches in which it holds; none where it asked for no condition. */
export function toFinding(rule: Rule, base: Judged, verdict: Verdict, decisions = NO_DECISIONS): Finding {
  const { blame, part } = verdict;
  const where = blame?.resource ?? base.resource;
  const finding = {
    rule,
    kind: base.kind,
    verdict: verdict.verdict === 'fail' ? 'fail' : 'unknown',
    resource: base.resource,
    address: instanceAddress(addressOf(base), decisions),
    source: where.source,
    span: blame?.at ?? base.resource.head,
    message: messageOf(rule, blame, base.resource),
    reason: verdict.verdict === 'unknown' ? reasonOf(blame) : undefined,
    related: relatedTo(blame, decisions, where),
    blame,
    part,
  } as const;
  if (decisions.length === 0) return finding;
  const instance = decisions.filter(({ test }) => isInstanceTest(test));
  if (instance.length === 0) return finding;
  return { ...finding, instance: new Map(instance.map(({ test, branch }) => [test, branch])) };
}

/** The rule's sentence, what exactly is missing, and of a synthesised template the construct that people know. */
function messageOf(rule: Rule, blame: Sighting | undefined, { metadata }: Resource): string {
  const said = blame?.detail === undefined ? rule.title : `${rule.title.replace(/\.$/, '')}: ${blame.detail}.`;
  const path = metadata?.kind === 'object' ? entryOf(metadata, 'aws:cdk:path')?.value : undefined;
  return path?.kind === 'scalar' ? `${said} In the CDK app: ${String(path.value).replace(/\/Resource$/, '')}.` : said;
}

const ALONE: readonly Trace[] = [];

function relatedTo(blame: Sighting | undefined, decisions: readonly Decision[], where: Resource): readonly Trace[] {
  const trace = blame?.value?.trace;
  const { via, original } = where;
  if (!trace && decisions.length === 0 && !via && !original) return ALONE;
  return [...(trace ?? []), ...branchTraces(decisions, where.source), ...(original ? [original] : []), ...(via ?? [])];
}

/** Names the instance of `for_each` or `count` that fails, where not all of them do: `aws_ebs_volume.data["b"]`. */
function instanceAddress(address: string, decisions: readonly Decision[]): string {
  if (decisions.length === 0) return address;
  return decisions.reduce((named, { test, branch }) => {
    const { by, of = '' } = instanceTest(test) ?? {};
    if (of === '' || !(named === of || named.startsWith(`${of}.`))) return named;
    return `${of}[${by === 'each' ? JSON.stringify(branch) : branch}]${named.slice(of.length)}`;
  }, address);
}

/** Calls are written in each language's own way; people search for the API's. */
export function addressOf({ kind, resource }: Pick<Judged, 'kind' | 'resource'>): string {
  if (resource.dialect !== 'sdk') return resource.address;
  const wanted = looseName(resource.type);
  return [...kind.bind.sdk, ...kind.bind.sdkUpdates].find((type) => looseName(type) === wanted) ?? resource.address;
}

/** Why a sighting is not known, in plain words. */
export function reasonOf(blame: Sighting | undefined): string {
  const value = blame?.value;
  if (value?.kind === 'unknown') return value.reason;
  if (value?.kind === 'ref') return `${value.target}${value.attribute ? `.${value.attribute}` : ''} is not known here`;
  if (value?.kind === 'text') return 'a part of this text is filled in later';
  if (value?.kind === 'scalar' && isDynamicReference(value.value))
    return 'it is read at deployment from Parameter Store or Secrets Manager';
  if (value?.kind === 'scalar') return 'it hangs on which of several values is picked at deployment';
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
export function dedupe(findings: readonly Finding[]): Finding[] {
  const byPlaceAndRule = new Map<string, Finding>();
  for (const finding of findings) {
    const { rule, source, span, verdict, resource } = finding;
    // what is included all stands in one place
    const original = resource.original?.place.span.start ?? '';
    const key = `${rule.id} ${source} ${String(span.start)} ${String(span.end)} ${verdict} ${String(original)}`;
    const known = byPlaceAndRule.get(key);
    byPlaceAndRule.set(key, known ? joined(known, finding.related) : finding);
  }
  return [...byPlaceAndRule.values()];
}

/** Spelled out where it may be worked out only when it is asked for. */
function joined(finding: Finding, more: readonly Trace[]): Finding {
  const { blame, part, related } = finding;
  return { ...finding, blame, part, related: [...related, ...more] };
}

export function byPlace(a: Finding, b: Finding): number {
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
