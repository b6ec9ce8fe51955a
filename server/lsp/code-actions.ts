// Quick fixes, fix all, and ignoring: what the light bulb offers.
import {
  CodeActionKind,
  TextDocumentEdit,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit as LspEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { applyPlan } from '../core/apply-plan';
import { diffEdits } from '../core/diff-edits';
import { fixAll } from '../core/fix-all';
import { planFixes, type FixPlan } from '../core/fix';
import { ignoreEdits, ignoreScopes, type IgnoreScope } from '../core/suppress/write';
import { diagnosticsOf } from './diagnostics';
import { positionsIn } from './positions';
import { cellsBeside } from './notebooks';
import { FIX_ALL, FIX_ALL_NOTEBOOK, REWRITE_ALL, SHOW_RULE } from './protocol';
import { rewriteActions, rewriteAllAction, rewrittenText, type RewriteData } from './rewrite';
import { judge, locate, positionsOf, settingsOf, shownFindings, type Session, type Shown } from './session';
import { complaintActions, repositoryFor } from './suppressions';
import type { Say } from './words';

/** What is needed to work out an action's edit later. */
export interface ActionData {
  readonly uri: string;
  readonly version: number | undefined;
  readonly rule: string;
  readonly start: number;
  readonly what:
    { readonly fix: number } | { readonly ignore: IgnoreScope } | 'fix-all' | 'fix-all-of-rule' | 'fix-all-cells';
}

const IGNORE = `${CodeActionKind.QuickFix}.suppress.cipherlint`;

/** The actions for a range, best first. Their edits are worked out by `resolveAction`. */
export function codeActions(session: Session, params: CodeActionParams): readonly CodeAction[] {
  const { uri } = params.textDocument;
  const wants = (kind: string): boolean =>
    params.context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true;
  const positions = positionsOf(session, uri);
  const [start, end] = [positions.offset(params.range.start), positions.offset(params.range.end)];
  const here = shownFindings(session, uri).filter(
    ({ finding }) => finding.span.start <= end && finding.span.end >= start,
  );
  const actions =
    wants(CodeActionKind.QuickFix) || wants(IGNORE)
      ? [
          ...here.flatMap((shown) => actionsFor(session, uri, shown, params.context.diagnostics)),
          ...complaintActions(session, uri, start, end),
        ]
      : [];
  const rewrites = wants(CodeActionKind.RefactorRewrite) ? rewriteActions(session, uri, start, end) : [];
  const wanted = [...actions, ...rewrites].filter((action) => wants(action.kind ?? ''));
  const asked = (prefix: string): boolean => params.context.only?.some((only) => only.startsWith(prefix)) ?? false;
  return [
    ...wanted,
    ...(asked('source') && wants(FIX_ALL) ? [fixEverything(session, uri)] : []),
    ...(asked('source') && wants(REWRITE_ALL) ? [rewriteAllAction(session, uri)] : []),
    ...(asked('notebook') && wants(FIX_ALL_NOTEBOOK) ? [fixNotebook(session, uri)] : []),
  ];
}

function actionsFor(
  session: Session,
  uri: string,
  shown: Shown,
  diagnostics: readonly Diagnostic[],
): readonly CodeAction[] {
  const { finding } = shown;
  const judged = judge(session, uri);
  const diagnostic =
    diagnostics.find(({ code, data }) => code === finding.rule.id && startOf(data) === finding.span.start) ??
    diagnosticsOf(session, uri).find(
      ({ code, data }) => code === finding.rule.id && startOf(data) === finding.span.start,
    );
  const base = { diagnostics: diagnostic ? [diagnostic] : [] };
  const data = (what: ActionData['what']): ActionData => ({
    uri,
    version: session.documents.get(uri)?.version,
    rule: finding.rule.id,
    start: finding.span.start,
    what,
  });
  const plans = judged ? planFixes(finding, judged.analysis.index) : [];
  return [
    ...plans.map((plan, index) => fixAction(plan, index, { ...base, data: data({ fix: index }) })),
    ...(plans[0]?.safe && hasTwins(session, uri, shown)
      ? [
          {
            ...base,
            title: session.say('Fix all {0} problems', finding.rule.id),
            kind: CodeActionKind.QuickFix,
            data: data('fix-all-of-rule'),
          },
        ]
      : []),
    ...ignoreScopes(finding).map((scope) => ({
      ...base,
      title: ignoreTitle(session.say, scope, finding.rule.id),
      kind: IGNORE,
      data: data({ ignore: scope }),
    })),
    {
      ...base,
      title: session.say('Show documentation for {0}', finding.rule.id),
      kind: CodeActionKind.QuickFix,
      command: { title: session.say('Show documentation'), command: SHOW_RULE, arguments: [finding.rule.id] },
    },
  ];
}

function ignoreTitle(say: Say, scope: IgnoreScope, rule: string): string {
  switch (scope) {
    case 'line':
      return say('Ignore {0} for this line', rule);
    case 'resource':
      return say('Ignore {0} for this resource', rule);
    case 'file':
      return say('Ignore {0} for the entire file', rule);
  }
}

function startOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'start' in data ? data.start : undefined;
}

function fixAction(plan: FixPlan, index: number, base: Pick<CodeAction, 'diagnostics' | 'data'>): CodeAction {
  return {
    ...base,
    title: plan.title,
    kind: CodeActionKind.QuickFix,
    ...(index === 0 && plan.safe ? { isPreferred: true } : {}),
  };
}

function hasTwins(session: Session, uri: string, { finding }: Shown): boolean {
  return shownFindings(session, uri).filter((other) => other.finding.rule.id === finding.rule.id).length > 1;
}

function fixEverything(session: Session, uri: string): CodeAction {
  const data: ActionData = { uri, version: session.documents.get(uri)?.version, rule: '', start: 0, what: 'fix-all' };
  return { title: session.say('Fix all auto-fixable problems'), kind: FIX_ALL, data };
}

function fixNotebook(session: Session, uri: string): CodeAction {
  const data: ActionData = {
    uri,
    version: session.documents.get(uri)?.version,
    rule: '',
    start: 0,
    what: 'fix-all-cells',
  };
  return { title: session.say('Fix all auto-fixable problems'), kind: FIX_ALL_NOTEBOOK, data };
}

/** Works out the edit of an action; without one where the document has changed since, or the fix is not possible here. */
export function resolveAction(session: Session, action: CodeAction): CodeAction {
  const data = action.data as ActionData | RewriteData | undefined;
  if (!data || session.documents.get(data.uri)?.version !== data.version) return action;
  const edit = 'rewrite' in data ? rewriteEdit(session, data) : editFor(session, data);
  return typeof edit === 'string' ? { ...action, disabled: { reason: edit } } : { ...action, edit };
}

function rewriteEdit(session: Session, data: RewriteData): WorkspaceEdit | string {
  const result = rewrittenText(session, data);
  return typeof result === 'string'
    ? result
    : textsToEdit(session, data.uri, new Map([[locate(session, data.uri).path, result.text]]));
}

function editFor(session: Session, data: ActionData): WorkspaceEdit | string {
  if (data.what === 'fix-all-cells') return fixCells(session, data);
  if (data.what === 'fix-all' || data.what === 'fix-all-of-rule') return fixAllEdit(session, data);
  const judged = judge(session, data.uri);
  const shown = shownFindings(session, data.uri).find(
    ({ finding }) => finding.rule.id === data.rule && finding.span.start === data.start,
  );
  if (!judged || !shown) return 'the problem is no longer there';
  const { finding } = shown;
  if ('ignore' in data.what) {
    const text = session.documents.get(data.uri)?.getText() ?? '';
    const positions = positionsOf(session, data.uri);
    const edits = ignoreEdits(finding, data.what.ignore, text).map(({ span, newText }) => ({
      range: positions.range(span),
      newText,
    }));
    return workspaceEdit(session, new Map([[data.uri, edits]]));
  }
  const plan = planFixes(finding, judged.analysis.index)[data.what.fix];
  if (!plan) return 'the fix is no longer possible';
  const pathOf = new Map(judged.unit.documents.map(({ source }) => [source.uri, source.path]));
  const byPath = (texts: ReadonlyMap<string, string>): Map<string, string> =>
    new Map([...texts].map(([uri, text]) => [pathOf.get(uri) ?? uri, text]));
  const applied = applyPlan(plan, judged.unit, judged.adapter, (texts) =>
    judged.project.resolveWith(judged.path, byPath(texts)),
  );
  return applied.ok ? textsToEdit(session, data.uri, byPath(applied.texts)) : applied.reason;
}

function fixAllEdit(session: Session, data: ActionData): WorkspaceEdit | string {
  const { project, path } = locate(session, data.uri);
  const only = data.what === 'fix-all-of-rule' ? data.rule : undefined;
  const fixed = fixAll(
    project,
    path,
    settingsOf(session, data.uri),
    session.environment.today(),
    only,
    repositoryFor(session, data.uri),
  );
  if (!fixed) return workspaceEdit(session, new Map());
  return textsToEdit(session, data.uri, new Map([...fixed.texts].map(([name, { after }]) => [name, after])));
}

function fixCells(session: Session, data: ActionData): WorkspaceEdit {
  const parts = cellsBeside(session, data.uri).map((uri) => fixAllEdit(session, { ...data, uri, what: 'fix-all' }));
  return { documentChanges: parts.flatMap((part) => (typeof part === 'string' ? [] : (part.documentChanges ?? []))) };
}

/** New texts by path as edits to the documents of the editor. */
function textsToEdit(session: Session, near: string, texts: ReadonlyMap<string, string>): WorkspaceEdit | string {
  const judged = judge(session, near);
  const edits = new Map<string, readonly LspEdit[]>();
  for (const [path, after] of texts) {
    const document = judged?.unit.documents.find(({ source }) => source.path === path);
    if (!judged || !document) return 'the file is not open here';
    const uri = path === judged.path ? near : document.source.uri;
    const positions = positionsIn(document.source.text, session.encoding);
    edits.set(
      uri,
      diffEdits(document.source.text, after).map(({ span, newText }) => ({ range: positions.range(span), newText })),
    );
  }
  return workspaceEdit(session, edits);
}

/** Versioned, so that an edit never hits a text that has changed meanwhile. */
function workspaceEdit(session: Session, edits: ReadonlyMap<string, readonly LspEdit[]>): WorkspaceEdit {
  return {
    documentChanges: [...edits].map(([uri, list]) =>
      TextDocumentEdit.create({ uri, version: session.documents.get(uri)?.version ?? null }, [...list]),
    ),
  };
}
