// Findings as LSP diagnostics.
import { DiagnosticSeverity, type Diagnostic, type DiagnosticRelatedInformation } from 'vscode-languageserver';
import type { Level } from '../core/settings';
import type { Trace } from '../core/value';
import { positionsIn, type Positions } from './positions';
import { judge, positionsOf, shownFindings, type Session, type Shown } from './session';
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
  const positions = positionsOf(session, uri);
  const judged = judge(session, uri);
  const problems = judged?.unit.documents.find(({ source }) => source.uri === judged.source)?.problems ?? [];
  return [
    ...shownFindings(session, uri).map((shown) => toDiagnostic(session, uri, shown, positions)),
    ...complaintDiagnostics(session, uri),
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

/** Syntax errors are for the language's own extension; that a part was not looked at is ours to say. */
const BOUNDS = /too (large|deep|long|many)|nested too|not (read|looked at|parsed)/i;

/** `positions` is handed in: the lines of a text are counted once, not once for each finding. */
function toDiagnostic(session: Session, uri: string, { finding, level }: Shown, positions: Positions): Diagnostic {
  const data: DiagnosticData = { rule: finding.rule.id, start: finding.span.start, end: finding.span.end };
  return {
    range: positions.range(finding.span),
    severity: SEVERITY[level],
    source: 'cipherlint',
    code: finding.rule.id,
    codeDescription: { href: finding.rule.references[0] ?? '' },
    message: finding.message,
    data,
    relatedInformation: finding.related.flatMap((trace) => related(session, uri, trace)),
  };
}

function related(session: Session, uri: string, { place, note }: Trace): readonly DiagnosticRelatedInformation[] {
  const document = judge(session, uri)?.unit.documents.find(({ source }) => source.uri === place.uri);
  if (!document) return [];
  const target = place.uri === judge(session, uri)?.source ? uri : place.uri;
  return [
    {
      location: { uri: target, range: positionsIn(document.source.text, session.encoding).range(place.span) },
      message: note,
    },
  ];
}

/** Names a set of diagnostics: equal sets have equal names. */
export function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  const text = JSON.stringify(diagnostics);
  let hash = 5381;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) ^ text.charCodeAt(i)) >>> 0;
  return `${String(text.length)}-${hash.toString(36)}`;
}
