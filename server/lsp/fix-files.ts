// Fixes every safe finding of many files at once, open or not, as one edit that the editor previews.
import { diffEdits } from '../core/diff-edits';
import { fixAll } from '../core/fix-all';
import type { Project } from '../core/project';
import { toWorkspaceEdit, type DocumentEdits } from './edits';
import { positionsIn } from './positions';
import type { FixFilesParams, FixFilesResult } from './protocol';
import { isExcluded, locate, settingsOf, type Session } from './session';
import { repositoryFor } from './suppressions';

/** A file that changes: its text as it is, and as it is to be. */
interface Changed {
  readonly project: Project;
  readonly path: string;
  readonly uri: string;
  readonly before: string;
  readonly after: string;
}

/** The edit for these files. Files that are left out by the settings, or are none of ours, stay as they are. */
export function fixFiles(session: Session, { uris }: FixFilesParams): FixFilesResult {
  const changed = new Map<string, Changed>();
  let fixed = 0;
  try {
    for (const uri of uris) fixed += fixOne(session, uri, changed);
  } finally {
    for (const change of changed.values()) restore(session, change);
  }
  const documents = [...changed.values()].map((change) => editsOf(session, change));
  const caution = 'only what is safe: nothing is replaced, interrupted or charged for';
  const label = 'Fix all auto-fixable problems';
  return { fixed, files: documents.length, edit: toWorkspaceEdit(documents, session.edits, { label, caution }) };
}

/** Fixes one file, and lets the next ones see it: files of one module may change each other. */
function fixOne(session: Session, uri: string, changed: Map<string, Changed>): number {
  const { project, path } = locate(session, uri);
  const settings = settingsOf(session, uri);
  if (isExcluded(session, uri, settings)) return 0;
  const judged = project.judge(path);
  const result = fixAll(project, path, settings, session.environment.today(), undefined, repositoryFor(session, uri));
  for (const [name, { before, after }] of result?.texts ?? []) {
    const other = judged?.unit.documents.find(({ source }) => source.path === name)?.source.uri ?? uri;
    const target = name === path ? uri : other;
    const known = changed.get(target);
    changed.set(target, { project, path: name, uri: target, before: known?.before ?? before, after });
    project.setText(name, after);
  }
  return result?.fixed ?? 0;
}

function restore(session: Session, { project, path, uri }: Changed): void {
  project.setText(path, session.documents.get(uri)?.getText());
}

function editsOf(session: Session, { uri, before, after }: Changed): DocumentEdits {
  const positions = positionsIn(before, session.encoding);
  const edits = diffEdits(before, after).map(({ span, newText }) => ({ range: positions.range(span), newText }));
  return { uri, version: session.documents.get(uri)?.version ?? null, edits };
}
