// Which findings somebody has chosen to ignore, and in whose words.
import type { Finding } from '../evaluate';
import { firstBranch, walk } from '../path';
import type { Document, Resource, Unit } from '../resource';
import { matchesPattern } from '../settings';
import type { Span } from '../text';
import { groupBy } from '../unit-index';
import { commentsIn, type FileContext } from './comments';
import { PEERS, peerOf } from './peers';
import type { RepositorySuppression, Suppression } from './suppression';

export type { RepositorySuppression, Suppression } from './suppression';

/** A finding with the suppression that silences it, if any. */
export interface Suppressed {
  readonly finding: Finding;
  readonly by: Suppression | undefined;
}

export interface SuppressionResult {
  readonly findings: readonly Suppressed[];
  /** The ids of each suppression that silenced something; suppressions that silenced nothing are not in it. */
  readonly used: ReadonlyMap<Suppression, ReadonlySet<string>>;
}

const known = new WeakMap<Unit, readonly Suppression[]>();

/** Every suppression in the files of a unit, and those of `repository` that hold for its files. */
export function suppressionsIn(unit: Unit, repository: readonly RepositorySuppression[] = []): readonly Suppression[] {
  let inFiles = known.get(unit);
  if (!inFiles) {
    const bySource = groupBy(unit.resources, ({ source }) => source);
    inFiles = unit.documents.flatMap((document) => suppressionsOf(document, bySource.get(document.source.uri) ?? []));
    known.set(unit, inFiles);
  }
  return repository.length === 0 ? inFiles : [...inFiles, ...heldIn(unit, repository)];
}

const READERS_OF_TEXTS = PEERS.filter(({ text }) => text);

/** `resources`: those that stand in the document. */
function suppressionsOf(document: Document, resources: readonly Resource[]): readonly Suppression[] {
  const file: FileContext = { document, resources };
  const comments = commentsIn(document);
  const withMetadata = resources.filter(({ metadata }) => metadata !== undefined);
  const peers = comments.length + withMetadata.length > 0 ? PEERS : READERS_OF_TEXTS;
  const found = peers.flatMap((peer) => [
    ...comments.flatMap((comment) => peer.comment?.(comment, file) ?? []),
    ...withMetadata.flatMap((resource) => peer.metadata?.(resource) ?? []),
    ...(peer.text?.(file) ?? []),
  ]);
  return distinct(found);
}

/** A module that is called twice has its resources, and so their Metadata, twice. */
function distinct(suppressions: readonly Suppression[]): readonly Suppression[] {
  const seen = new Map<string, Suppression>();
  for (const suppression of suppressions) {
    const { tool, span, scope, ids } = suppression;
    const range = scope === 'file' ? scope : `${String(scope.start)}-${String(scope.end)}`;
    seen.set(`${tool} ${String(span.start)} ${String(span.end)} ${range} ${ids.join()}`, suppression);
  }
  return [...seen.values()];
}

function heldIn(unit: Unit, repository: readonly RepositorySuppression[]): readonly Suppression[] {
  return unit.documents.flatMap(({ source }) =>
    repository
      .filter(({ holdsFor }) => holdsFor(source.path))
      .map((suppression) => ({ ...suppression, scope: 'file' as const, holdsIn: source.uri })),
  );
}

/** Says for each finding who silences it. `today` is a date such as `2026-11-22`; expired suppressions silence nothing. */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  today: string,
): SuppressionResult {
  const used = new Map<Suppression, Set<string>>();
  const live = suppressions.filter((suppression) => isLive(suppression, today));
  const judged = findings.map((finding) => {
    let by: Suppression | undefined;
    for (const suppression of live) {
      const ids = silencingIds(suppression, finding);
      if (ids.length === 0) continue;
      by ??= suppression;
      const before = used.get(suppression) ?? new Set();
      for (const id of ids) before.add(id);
      used.set(suppression, before);
    }
    return { finding, by };
  });
  return { findings: judged, used };
}

/** False where it has expired or is not written rightly. */
export function isLive(suppression: Suppression, today: string): boolean {
  return suppression.misspelt === undefined && (suppression.until === undefined || suppression.until >= today);
}

/** The ids by which a suppression silences a finding, whatever the day; none where it does not. */
function silencingIds(suppression: Suppression, finding: Finding): readonly string[] {
  if (!holdsAt(suppression, finding)) return [];
  const ids = suppression.ids.filter((id) => id === '*' || namesRule(suppression.tool, id, finding.rule));
  if (ids.length === 0 || suppression.except?.some((id) => namesRule(suppression.tool, id, finding.rule))) return [];
  return hasAttributes(suppression, finding) ? ids : [];
}

/** True where an id, as a tool writes it, means this rule. */
export function namesRule(tool: string, id: string, rule: Pick<Finding['rule'], 'id' | 'equivalents'>): boolean {
  if (tool === 'cipherlint') return matchesPattern(id, rule.id);
  const peer = peerOf(tool);
  const same = peer?.same ?? matchesPattern;
  return (peer?.equivalents ?? []).some((name) => rule.equivalents[name]?.some((other) => same(id, other)));
}

function holdsAt({ scope, source, holdsIn, reach }: Suppression, finding: Finding): boolean {
  const { resource } = finding;
  if (scope === 'file') return [finding.source, resource.source].includes(holdsIn ?? source);
  const inRange = (uri: string, span: Span): boolean =>
    uri === source && span.start >= scope.start && span.start < scope.end;
  if (inRange(finding.source, finding.span)) return true;
  if (reach === 'place') return false;
  return (
    inRange(resource.source, resource.span) ||
    inRange(resource.source, resource.head) ||
    (reach === 'calls' && (resource.via ?? []).some(({ place }) => inRange(place.uri, place.span)))
  );
}

function hasAttributes({ attributes = [] }: Suppression, { resource }: Finding): boolean {
  return attributes.every(({ path, value }) =>
    walk(
      resource.body,
      path.split('.').map((name) => ({ name, list: false })),
      firstBranch,
      resource.loose,
    ).some((found) => found.value?.kind === 'scalar' && String(found.value.value) === value),
  );
}
