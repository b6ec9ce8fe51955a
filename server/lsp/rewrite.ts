// Rewriting other tools' suppressions into ours, in the editor: one by one under the light bulb, or all of a file.
import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import { analyze } from '../core/evaluate';
import type { JudgedUnit } from '../core/project';
import type { Unit } from '../core/resource';
import { applySuppressions, suppressionsIn } from '../core/suppress';
import { complaintsAbout } from '../core/suppress/complaints';
import { allRewritten, canRewrite, rewritten, type Judge, type Judged } from '../core/suppress/rewrite';
import { REWRITE_ALL } from './protocol';
import { judge, type Located, type Session } from './session';
import { repositoryFor, suppressedIn } from './suppressions';

/** What is needed to work out the edit later; `at`: where the suppression starts, undefined for all of the file. */
export interface RewriteData {
  readonly uri: string;
  readonly version: number | undefined;
  readonly rewrite: { readonly at: number | undefined };
}

/** An action for each of another tool's suppressions in the range. */
export function rewriteActions(session: Session, uri: string, start: number, end: number): readonly CodeAction[] {
  const judged = judge(session, uri);
  if (!judged) return [];
  const applied = suppressedIn(session, judged);
  return applied.suppressions
    .filter(({ source, span }) => source === judged.source && span.start <= end && span.end >= start)
    .filter((suppression) => canRewrite(suppression, applied))
    .map(({ tool, span }) => ({
      title: session.say("Rewrite {0}'s suppression as cipherlint-ignore", tool),
      kind: CodeActionKind.RefactorRewrite,
      data: dataFor(session, uri, span.start),
    }));
}

/** The action that rewrites all of them. */
export function rewriteAllAction(session: Session, uri: string): CodeAction {
  return {
    title: session.say("Rewrite other tools' suppressions as cipherlint-ignore"),
    kind: REWRITE_ALL,
    data: dataFor(session, uri, undefined),
  };
}

function dataFor(session: Session, uri: string, at: number | undefined): RewriteData {
  return { uri, version: session.documents.get(uri)?.version, rewrite: { at } };
}

/** The new text; a reason in plain words where there is none. */
export function rewrittenText(session: Session, { uri, rewrite }: RewriteData): { readonly text: string } | string {
  const judged = judge(session, uri);
  const before = judged && stateOf(session, uri, judged, judged.unit, judged.analysis.findings);
  if (!judged || !before) return 'the file is none of ours';
  const tryText: Judge = (text) => {
    const unit = judged.project.resolveWith(judged.path, new Map([[judged.path, text]]));
    return unit && stateOf(session, uri, judged, unit, analyze(unit, judged.project.kinds).findings);
  };
  if (rewrite.at === undefined) {
    const { text, count } = allRewritten(before, tryText);
    return count === 0 ? 'no suppression of another tool can be rewritten here' : { text };
  }
  const suppression = before.suppressions.find(
    ({ source, span }) => source === judged.source && span.start === rewrite.at,
  );
  const text = suppression && rewritten(suppression, before, tryText);
  return text === undefined ? 'our own words would not silence exactly the same' : { text };
}

function stateOf(
  session: Session,
  uri: string,
  judged: JudgedUnit & Located,
  unit: Unit,
  findings: Judged['findings'],
): Judged | undefined {
  const document = unit.documents.find(({ source }) => source.path === judged.path);
  const suppressions = suppressionsIn(unit, repositoryFor(session, uri));
  const today = session.environment.today();
  const result = applySuppressions(findings, suppressions, today);
  const own = suppressions.filter(({ tool }) => tool === 'cipherlint');
  const complaints = complaintsAbout(unit, own, result.used, judged.project.kinds, today).length;
  return document && { document, findings, suppressions, result, complaints };
}
