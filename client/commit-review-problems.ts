// The findings of a commit review in the Problems panel: a collection of their own, told from the others by their source.
import * as vscode from 'vscode';
import type { ReviewedFinding } from '../server/lsp/protocol';
import type { Reviewed } from './commit-review-tree';
import { toRange } from './ranges';

/** Filter by this in the Problems panel to see the review alone. */
export const REVIEW_SOURCE = 'cipherlint (before commit)';

const SEVERITY: Readonly<Record<ReviewedFinding['level'], vscode.DiagnosticSeverity>> = {
  high: vscode.DiagnosticSeverity.Error,
  medium: vscode.DiagnosticSeverity.Warning,
  low: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Shows exactly the findings of these reviews; what is no longer in the working files is left to the summary. */
export function showProblems(collection: vscode.DiagnosticCollection, reviews: readonly Reviewed[]): void {
  const byFile = new Map<string, vscode.Diagnostic[]>();
  for (const review of reviews) {
    for (const finding of review.findings) {
      if (finding.range === undefined) continue;
      const list = byFile.get(finding.uri) ?? [];
      list.push(toDiagnostic(finding, toRange(finding.range), review.against));
      byFile.set(finding.uri, list);
    }
  }
  collection.clear();
  collection.set([...byFile].map(([uri, list]) => [vscode.Uri.parse(uri), list]));
}

function toDiagnostic(finding: ReviewedFinding, range: vscode.Range, against: string): vscode.Diagnostic {
  const { t } = vscode.l10n;
  const { message } = finding;
  const words = finding.isNew ? t('Staged, new: {0}', message) : t('Staged, already at {0}: {1}', against, message);
  const diagnostic = new vscode.Diagnostic(range, words, SEVERITY[finding.level]);
  diagnostic.source = REVIEW_SOURCE;
  diagnostic.code =
    finding.href === '' ? finding.rule : { value: finding.rule, target: vscode.Uri.parse(finding.href) };
  return diagnostic;
}
