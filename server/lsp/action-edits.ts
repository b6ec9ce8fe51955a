// Works out the edit of a code action when it is taken.
import type { CodeAction, TextEdit as LspEdit, WorkspaceEdit } from 'vscode-languageserver';
import { applyPlan } from '../core/apply-plan';
import { diffEdits } from '../core/diff-edits';
import { extractKey } from '../core/extract-key';
import { fixAll, naming } from '../core/fix-all';
import { planFixes } from '../core/fix';
import { ignoreEdits, type IgnoreScope } from '../core/suppress/write';
import { toWorkspaceEdit, type EditNotes } from './edits';
import { positionsIn } from './positions';
import { cellsBeside } from './notebooks';
import { rewrittenText, type RewriteData } from './rewrite';
import { judge, locate, positionsOf, settingsOf, shownFindings, type Session } from './session';
import { repositoryFor } from './suppressions';

/** What is needed to work out an action's edit later. */
export interface ActionData {
  readonly uri: string;
  readonly version: number | undefined;
  readonly rule: string;
  readonly start: number;
  readonly what:
    | { readonly fix: number }
    | { readonly ignore: IgnoreScope }
    | { readonly key: string }
    | 'extract-key'
    | 'fix-all'
    | 'fix-all-of-rule'
    | 'fix-all-cells';
}

/** What an ignore comment says until somebody says why. */
const REASON = 'reason';

/** Works out the edit of an action; without one where the document has changed since, or the fix is not possible here. */
export function resolveAction(session: Session, action: CodeAction): CodeAction {
  const data = action.data as ActionData | RewriteData | undefined;
  if (!data || session.documents.get(data.uri)?.version !== data.version) return action;
  const edit = 'rewrite' in data ? rewriteEdit(session, data, action.title) : editFor(session, data, action.title);
  return typeof edit === 'string' ? { ...action, disabled: { reason: edit } } : { ...action, edit };
}

function rewriteEdit(session: Session, data: RewriteData, label: string): WorkspaceEdit | string {
  const result = rewrittenText(session, data);
  if (typeof result === 'string') return result;
  return textsToEdit(session, data.uri, new Map([[locate(session, data.uri).path, result.text]]), { label });
}

function editFor(session: Session, data: ActionData, label: string): WorkspaceEdit | string {
  if (data.what === 'fix-all-cells') return fixCells(session, data, label);
  if (data.what === 'fix-all' || data.what === 'fix-all-of-rule') return fixAllEdit(session, data, label);
  if (typeof data.what === 'object' && 'key' in data.what) return fixAllEdit(session, data, label, data.what.key);
  const judged = judge(session, data.uri);
  if (data.what === 'extract-key') return judged ? extractEdit(session, judged, data, label) : 'the file is gone';
  const shown = shownFindings(session, data.uri).find(
    ({ finding }) => finding.rule.id === data.rule && finding.span.start === data.start,
  );
  if (!judged || !shown) return 'the problem is no longer there';
  const { finding } = shown;
  if ('ignore' in data.what) {
    const positions = positionsOf(session, data.uri);
    const edits = ignoreEdits(finding, data.what.ignore, judged.document).map(({ span, newText }) => ({
      range: positions.range(span),
      newText,
    }));
    return workspaceEdit(session, new Map([[data.uri, edits]]), { label, proposal: REASON });
  }
  const plan = planFixes(finding, judged.analysis.index)[data.what.fix];
  if (!plan) return 'the fix is no longer possible';
  const pathOf = new Map(judged.unit.documents.map(({ source }) => [source.uri, source.path]));
  const byPath = (texts: ReadonlyMap<string, string>): Map<string, string> =>
    new Map([...texts].map(([uri, text]) => [pathOf.get(uri) ?? uri, text]));
  const applied = applyPlan(plan, judged.unit, judged.adapter, (texts) =>
    judged.project.resolveWith(judged.path, byPath(texts)),
  );
  if (!applied.ok) return applied.reason;
  return textsToEdit(session, data.uri, byPath(applied.texts), { label, caution: plan.caution });
}

function extractEdit(
  session: Session,
  { unit, source }: NonNullable<ReturnType<typeof judge>>,
  { uri, start }: ActionData,
  label: string,
): WorkspaceEdit | string {
  const found = extractKey(unit, source, { start, end: start });
  if (!found) return 'the key is no longer there';
  const paths = [...found.texts].map(([name, text]) => {
    const document = unit.documents.find((each) => each.source.uri === name);
    return [document?.source.path ?? name, text] as const;
  });
  return textsToEdit(session, uri, new Map(paths), { label });
}

/** With a key: everything that can be encrypted with it. That is never done unseen. */
function fixAllEdit(session: Session, data: ActionData, label: string, key?: string): WorkspaceEdit | string {
  const { project, path } = locate(session, data.uri);
  const only = data.what === 'fix-all-of-rule' ? data.rule : undefined;
  const fixed = fixAll(
    project,
    path,
    settingsOf(session, data.uri),
    session.environment.today(),
    only,
    repositoryFor(session, data.uri),
    key === undefined ? undefined : naming(key),
  );
  const notes = {
    label,
    caution: key === undefined ? undefined : `names ${key} wherever a key of your own is missing`,
  };
  if (!fixed) return workspaceEdit(session, new Map(), notes);
  return textsToEdit(session, data.uri, new Map([...fixed.texts].map(([name, { after }]) => [name, after])), notes);
}

function fixCells(session: Session, data: ActionData, label: string): WorkspaceEdit {
  const cells = cellsBeside(session, data.uri);
  const parts = cells.map((uri) => fixAllEdit(session, { ...data, uri, what: 'fix-all' }, label));
  const edits = parts.filter((part) => typeof part !== 'string');
  const changes = Object.fromEntries(edits.flatMap((edit) => Object.entries(edit.changes ?? {})));
  if (!session.edits.versions) return { changes };
  return { documentChanges: edits.flatMap(({ documentChanges }) => documentChanges ?? []) };
}

/** New texts by path as edits to the documents of the editor. */
function textsToEdit(
  session: Session,
  near: string,
  texts: ReadonlyMap<string, string>,
  notes: EditNotes,
): WorkspaceEdit | string {
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
  return workspaceEdit(session, edits, notes);
}

/** Versioned, so that an edit never hits a text that has changed meanwhile. */
function workspaceEdit(
  session: Session,
  edits: ReadonlyMap<string, readonly LspEdit[]>,
  notes: EditNotes,
): WorkspaceEdit {
  const documents = [...edits].map(([uri, list]) => ({
    uri,
    version: session.documents.get(uri)?.version ?? null,
    edits: list,
  }));
  return toWorkspaceEdit(documents, session.edits, notes);
}
