// Findings as LSP diagnostics.
import { DiagnosticSeverity, type Diagnostic, type Location } from 'vscode-languageserver';
import type { Level } from '../core/settings';
import type { Place } from '../core/text';
import { configDiagnostics, isConfigFile } from './config-document';
import { positionsIn, type Positions } from './positions';
import { ruleFileDiagnostics } from './rule-files';
import {
  isRuleFile,
  judge,
  locate,
  positionsOf,
  shownFindings,
  type JudgedDocument,
  type Session,
  type Shown,
} from './session';
import { complaintDiagnostics } from './suppressions';

const SEVERITY: Readonly<Record<Level, DiagnosticSeverity>> = {
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a code action finds its finding by, without another look at the text. */
export interface DiagnosticData {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/** The diagnostics of an open document; empty where it is none of ours. */
export function diagnosticsOf(session: Session, uri: string): readonly Diagnostic[] {
  if (isConfigFile(uri)) return configDiagnostics(session, uri);
  const positions = positionsOf(session, uri);
  if (isRuleFile(session, uri)) {
    const { folder, path } = locate(session, uri);
    return ruleFileDiagnostics(session.custom, folder, path, positions);
  }
  const judged = judge(session, uri);
  const problems = judged?.unit.documents.find(({ source }) => source.uri === judged.source)?.problems ?? [];
  const placeOf = judged ? placesIn(session, uri, judged, positions) : () => undefined;
  return [
    ...shownFindings(session, uri).map((shown) => toDiagnostic(shown, positions, placeOf)),
    ...complaintDiagnostics(session, uri, positions),
    ...problems
      .filter(({ message }) => BOUNDS.test(message))
      .map(({ span, message }) => ({
        range: positions.range(span),
        severity: DiagnosticSeverity.Information,
        source: 'cipherlint',
        message,
      })),
  ];
}

type PlaceOf = (place: Place) => Location | undefined;

/** Where places of a unit lie for the client. The lines of each text are counted once, not once for each place. */
function placesIn(session: Session, uri: string, { unit, source }: JudgedDocument, own: Positions): PlaceOf {
  const known = new Map<string, Positions | undefined>([[source, own]]);
  return (place) => {
    if (!known.has(place.uri)) {
      const text = unit.documents.find((document) => document.source.uri === place.uri)?.source.text;
      known.set(place.uri, text === undefined ? undefined : positionsIn(text, session.encoding));
    }
    const range = known.get(place.uri)?.range(place.span);
    return range && { uri: place.uri === source ? uri : place.uri, range };
  };
}

/** Syntax errors are for the language's own extension; that a part was not looked at is ours to say. */
const BOUNDS = /too (large|deep|long|many)|nested too|not (read|looked at|parsed)/i;

function toDiagnostic({ finding, level }: Shown, positions: Positions, placeOf: PlaceOf): Diagnostic {
  const [page] = finding.rule.references;
  const data: DiagnosticData = { rule: finding.rule.id, start: finding.span.start, end: finding.span.end };
  return {
    range: positions.range(finding.span),
    severity: SEVERITY[level],
    source: 'cipherlint',
    code: finding.rule.id,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    message: finding.message,
    data,
    relatedInformation: finding.related.flatMap(({ place, note }) => {
      const location = placeOf(place);
      return location ? [{ location, message: note }] : [];
    }),
  };
}

/** Names a set of diagnostics: equal sets have equal names. */
export function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  const text = JSON.stringify(diagnostics);
  let hash = 5381;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) ^ text.charCodeAt(i)) >>> 0;
  return `${String(text.length)}-${hash.toString(36)}`;
}
