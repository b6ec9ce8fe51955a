// Which findings somebody has chosen to ignore, in whose words, and which of those words silence nothing any more.
import type { Finding } from '../evaluate';
import { matchesPattern } from '../settings';
import type { Document, Unit } from '../resource';
import type { Span } from '../text';
import { ownSuppressions } from './own';

/** Somebody's word that a finding is to be ignored. */
export interface Suppression {
  /** Whose form it is written in: `cipherlint`, `checkov`, `trivy`... */
  readonly tool: string;
  /** The file and the text of the word itself. */
  readonly source: string;
  readonly span: Span;
  /** Ids or patterns as that tool writes them; `*` for all. */
  readonly ids: readonly string[];
  /** Where it holds: in the whole file, or for findings that stand in (or whose resource starts in) this range. */
  readonly scope: 'file' | Span;
  readonly reason: string | undefined;
  /** `YYYY-MM-DD`: it holds up to and including this day. */
  readonly until: string | undefined;
}

/** A finding with the suppression that silences it, if any. */
export interface Suppressed {
  readonly finding: Finding;
  readonly by: Suppression | undefined;
}

export interface SuppressionResult {
  readonly findings: readonly Suppressed[];
  /** Our own words that silenced nothing, and expired ones. */
  readonly stale: readonly Suppression[];
}

/** Every suppression in the files of a unit. */
export function suppressionsIn(unit: Unit): readonly Suppression[] {
  return unit.documents.flatMap((document) => suppressionsOf(document, unit));
}

function suppressionsOf(document: Document, unit: Unit): readonly Suppression[] {
  const resources = unit.resources.filter((resource) => resource.source === document.source.uri);
  return ownSuppressions(document, resources);
}

/** Says for each finding who silences it. `today` is a date such as `2026-11-22`; expired suppressions silence nothing. */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  today: string,
): SuppressionResult {
  const used = new Set<Suppression>();
  const judged = findings.map((finding) => {
    const by = suppressions.find((suppression) => isLive(suppression, today) && silences(suppression, finding));
    if (by) used.add(by);
    return { finding, by };
  });
  return {
    findings: judged,
    stale: suppressions.filter((suppression) => suppression.tool === 'cipherlint' && !used.has(suppression)),
  };
}

function isLive(suppression: Suppression, today: string): boolean {
  return suppression.until === undefined || suppression.until >= today;
}

function silences(suppression: Suppression, finding: Finding): boolean {
  return namesRule(suppression, finding) && holdsAt(suppression, finding);
}

/** True where one of the ids is this rule or its equivalent in the tool's own words. */
function namesRule(suppression: Suppression, finding: Finding): boolean {
  const known =
    suppression.tool === 'cipherlint' ? [finding.rule.id] : (finding.rule.equivalents[suppression.tool] ?? []);
  return suppression.ids.some((id) => id === '*' || known.some((name) => matchesPattern(id, name)));
}

function holdsAt({ scope, source }: Suppression, finding: Finding): boolean {
  const { resource } = finding;
  if (scope === 'file') return source === finding.source || source === resource.source;
  const inRange = (uri: string, span: Span): boolean =>
    uri === source && span.start >= scope.start && span.start < scope.end;
  return (
    inRange(finding.source, finding.span) ||
    inRange(resource.source, resource.span) ||
    inRange(resource.source, resource.head)
  );
}
