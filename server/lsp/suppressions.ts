// Suppressions in the editor: what they silence, what is wrong with them, and which rule ids can be written into one.
import {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  DiagnosticTag,
  MarkupKind,
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  type Hover,
  type Position,
} from 'vscode-languageserver';
import type { Analysis } from '../core/evaluate';
import type { JudgedUnit } from '../core/project';
import { applySuppressions, suppressionsIn, type Suppression, type SuppressionResult } from '../core/suppress';
import { complaintsAbout, type SuppressionComplaint } from '../core/suppress/complaints';
import { findRepositorySuppressions, type RepositoryFinder } from '../rules/repository';
import { toWorkspaceEdit } from './edits';
import type { Positions } from './positions';
import { judge, locate, positionsOf, type Located, type Session } from './session';

/** Who silences what in a unit. */
export interface SuppressedUnit extends SuppressionResult {
  readonly suppressions: readonly Suppression[];
}

interface Kept {
  readonly finder: RepositoryFinder;
  readonly today: string;
  readonly result: SuppressedUnit;
}

const kept = new WeakMap<Analysis, Kept>();

/** Applies every suppression of a unit; worked out once for each judgement. */
export function suppressedIn(session: Session, { folder, unit, analysis }: JudgedUnit & Located): SuppressedUnit {
  const finder = repositoryOf(session, folder);
  const today = session.environment.today();
  const known = kept.get(analysis);
  if (known?.finder === finder && known.today === today) return known.result;
  const suppressions = suppressionsIn(unit, finder(unit.documents.map(({ source }) => source.path)));
  const result = { ...applySuppressions(analysis.findings, suppressions, today), suppressions };
  kept.set(analysis, { finder, today, result });
  return result;
}

function repositoryOf(session: Session, folder: string): RepositoryFinder {
  const finder = session.repositories.get(folder) ?? findRepositorySuppressions(session.environment.access(folder));
  session.repositories.set(folder, finder);
  return finder;
}

/** What other tools' files say about a document. */
export function repositoryFor(session: Session, uri: string): ReturnType<RepositoryFinder> {
  const { folder, path } = locate(session, uri);
  return repositoryOf(session, folder)([path]);
}

/** What is wrong with the suppressions of a document. */
export function complaintsIn(session: Session, uri: string): readonly SuppressionComplaint[] {
  const judged = judge(session, uri);
  if (!judged) return [];
  const { suppressions, used } = suppressedIn(session, judged);
  const here = suppressions.filter(({ source }) => source === judged.source);
  return complaintsAbout(judged.unit, here, used, judged.project.kinds, session.environment.today());
}

/** Complaints as hints that fade the words out. */
export function complaintDiagnostics(session: Session, uri: string, positions: Positions): readonly Diagnostic[] {
  return complaintsIn(session, uri).map((complaint) => toDiagnostic(complaint, positions));
}

function toDiagnostic({ kind, span, message }: SuppressionComplaint, positions: Positions): Diagnostic {
  return {
    range: positions.range(span),
    severity: DiagnosticSeverity.Hint,
    source: 'cipherlint',
    code: kind,
    message,
    tags: [DiagnosticTag.Unnecessary],
  };
}

/** The ways out of every complaint that touches the range. */
export function complaintActions(session: Session, uri: string, start: number, end: number): readonly CodeAction[] {
  const positions = positionsOf(session, uri);
  const version = session.documents.get(uri)?.version ?? null;
  return complaintsIn(session, uri)
    .filter(({ span }) => span.start <= end && span.end >= start)
    .flatMap((complaint) =>
      complaint.repairs.map(({ title, edit }, i) => ({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(complaint, positions)],
        ...(i === 0 ? { isPreferred: true } : {}),
        edit: toWorkspaceEdit(
          [{ uri, version, edits: [{ range: positions.range(edit.span), newText: edit.newText }] }],
          session.edits,
          { label: title },
        ),
      })),
    );
}

/** On the words of a suppression: what they silence, or why nothing. */
export function suppressionHover(session: Session, uri: string, offset: number): Hover | undefined {
  const judged = judge(session, uri);
  if (!judged) return undefined;
  const { suppressions, findings, used } = suppressedIn(session, judged);
  const here = suppressions.filter(
    ({ source, span }) => source === judged.source && span.start <= offset && offset <= span.end,
  );
  const [first] = here;
  if (!first) return undefined;
  const text = judged.unit.documents.find(({ source }) => source.uri === judged.source)?.source.text ?? '';
  const lines = here.flatMap((suppression) => {
    if (!used.has(suppression)) return [];
    const silenced = findings.filter(({ finding }) => applySuppressions([finding], [suppression], '').used.size > 0);
    const rules = [...new Set(silenced.map(({ finding }) => finding.rule.id))];
    const reason = suppression.reason === undefined ? '' : ` Reason: ${plain(suppression.reason)}.`;
    const until = suppression.until === undefined ? '' : ` Until ${suppression.until}.`;
    const words = text.slice(suppression.span.start, suppression.span.end);
    return [`Honoured: ${code(words)} silences ${rules.map(code).join(', ')} here.${until}${reason}`];
  });
  const complaints = complaintsIn(session, uri).filter(
    ({ span }) => span.start <= first.span.end && span.end >= first.span.start,
  );
  const all = [...lines, ...complaints.map(({ message }) => plain(message))];
  if (all.length === 0) all.push(`${first.tool}'s suppression: it silences nothing of Cipherlint's here.`);
  return {
    contents: { kind: MarkupKind.Markdown, value: [...new Set(all)].join('\n\n') },
    range: positionsOf(session, uri).range(first.span),
  };
}

/** Text of a file within Markdown: on one line, without signs that would mean something. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>#|]/g, '\\$&')
    .replace(/\.$/, '');
}

function code(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}

const OWN = /\bcipherlint-ignore(?:-file)?[ \t]+((?:(?!--|until=)[^\n])*)$/;

/** Rule ids for our own comments; first those that have a finding in the document. */
export function ruleCompletions(session: Session, uri: string, position: Position): readonly CompletionItem[] {
  const positions = positionsOf(session, uri);
  const text = session.documents.get(uri)?.getText() ?? '';
  const offset = positions.offset(position);
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const match = OWN.exec(before);
  if (!match) return [];
  const typed = /[\w*-]*$/.exec(match[1] ?? '')?.[0] ?? '';
  const range = positions.range({ start: offset - typed.length, end: offset });
  const judged = judge(session, uri);
  const here = new Set(
    judged?.analysis.findings.filter(({ source }) => source === judged.source).map(({ rule }) => rule.id),
  );
  return locate(session, uri).project.kinds.kinds.flatMap((kind) =>
    kind.rules.map((rule) => ({
      label: rule.id,
      kind: CompletionItemKind.Value,
      detail: rule.title,
      sortText: `${here.has(rule.id) ? '0' : '1'}${rule.id}`,
      textEdit: { range, newText: rule.id },
    })),
  );
}
