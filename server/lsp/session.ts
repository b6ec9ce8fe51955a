// The open documents and the projects they belong to: one project for each workspace folder, and one for what lies outside.
import type { PositionEncodingKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../core/evaluate';
import type { KindIndex } from '../core/kind-index';
import { createProject, type JudgedUnit, type Project } from '../core/project';
import type { Document } from '../core/resource';
import { givenBy, levelOf, type Level, type Settings } from '../core/settings';
import { isCustomRulePath } from '../rules/custom';
import type { RepositoryFinder } from '../rules/repository';
import { withoutBaseline } from './baseline';
import { plainEdits, type EditAbilities } from './edits';
import type { Environment } from './environment';
import { positionsIn, type Positions } from './positions';
import { kindsFor, type CustomStore } from './rule-files';
import { suppressedIn } from './suppressions';
import { wordsFrom, type Say } from './words';

/** A document's place: the folder it belongs to and its path below it. */
export interface Located {
  readonly folder: string;
  readonly path: string;
  readonly project: Project;
}

/** A finding that the settings and suppressions let through. */
export interface Shown {
  readonly finding: Finding;
  readonly level: Level;
}

export interface Session {
  readonly environment: Environment;
  encoding: PositionEncodingKind;
  /** Another extension completes configuration files by our schema. */
  leavesConfigurations: boolean;
  /** The server's texts in the user's language. */
  say: Say;
  /** Code lenses were asked for. */
  codeLens: boolean;
  /** Files that nobody has open are looked at, too. */
  scansWorkspace: boolean;
  /** What the client can do with edits. */
  edits: EditAbilities;
  readonly folders: Set<string>;
  readonly documents: Map<string, TextDocument>;
  readonly editorSettings: Map<string, Partial<Settings>>;
  readonly projects: Map<string, Project>;
  /** The place of each notebook cell that is code, by its URI. */
  readonly cells: Map<string, Located>;
  /** Other tools' files for each folder, by the folder. */
  readonly repositories: Map<string, RepositoryFinder>;
  /** Rules that workspace folders bring. */
  readonly custom: CustomStore;
}

export function createSession(environment: Environment): Session {
  return {
    environment,
    encoding: 'utf-16',
    leavesConfigurations: false,
    say: wordsFrom(undefined),
    codeLens: false,
    scansWorkspace: false,
    edits: plainEdits,
    folders: new Set(),
    documents: new Map(),
    editorSettings: new Map(),
    projects: new Map(),
    cells: new Map(),
    repositories: new Map(),
    custom: { context: environment.custom, byFolder: new Map() },
  };
}

/** Where a document belongs; a document outside of every folder belongs to the folder it lies in. */
export function locate(session: Session, uri: string): Located {
  return session.cells.get(uri) ?? locateFile(session, uri);
}

/** The innermost workspace folder that a file lies in. */
function folderAround(session: Session, uri: string): string | undefined {
  return [...session.folders].filter((folder) => uri.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
}

export function inFolders(session: Session, uri: string): boolean {
  return folderAround(session, uri) !== undefined;
}

/** The same for a file, or for a notebook as a whole. */
function locateFile(session: Session, uri: string): Located {
  const folder = folderAround(session, uri) ?? uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
  const project = session.projects.get(folder) ?? newProject(session, folder);
  session.projects.set(folder, project);
  return { folder, path: decodePath(uri.slice(folder.length + 1)), project };
}

const NONE: Partial<Settings> = {};

/** What the editor has set for a folder. */
function editorSettingsOf({ editorSettings }: Session, folder: string): Partial<Settings> {
  return editorSettings.get(folder) ?? editorSettings.get('') ?? NONE;
}

/** A project of a folder's files, with the rules and the values that its configuration gives. */
export function newProject(session: Session, folder: string): Project {
  const { environment } = session;
  const settings = (path: string): Settings => environment.settings(folder, path, editorSettingsOf(session, folder));
  return createProject(environment.adapters, kindsOf(session, folder), {
    ...environment.access(folder),
    given: (path) => givenBy(settings(path)),
  });
}

/** Our kinds and those of the folder's rule files, as the editor shows them. */
export function kindsOf(session: Session, folder: string): KindIndex {
  const open = new Map(
    [...session.documents.entries()]
      .filter(([uri]) => uri.startsWith(`${folder}/`))
      .map(([uri, document]) => [decodePath(uri.slice(folder.length + 1)), document.getText()] as const),
  );
  const { environment, custom } = session;
  return kindsFor(custom, environment.kinds, folder, environment.access(folder), open);
}

/** True for a rule file of the workspace; its rules are read anew where `changed`. */
export function isRuleFile(session: Session, uri: string, changed = false): boolean {
  const { folder, path, project } = locate(session, uri);
  const isOne = session.custom.context !== undefined && isCustomRulePath(path);
  if (isOne && changed) {
    session.custom.byFolder.delete(folder);
    project.setKinds(kindsOf(session, folder));
  }
  return isOne;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a lone per cent sign: the editor's own spelling
  }
}

/** Takes over a document's text, or gives it up where it was closed. */
export function syncDocument(session: Session, uri: string, document: TextDocument | undefined): void {
  const { project, path } = locate(session, uri);
  if (document) session.documents.set(uri, document);
  else session.documents.delete(uri);
  project.setText(path, document?.getText());
}

/** The judged unit of a document, and the URI that the document has in it. */
export interface JudgedDocument extends JudgedUnit, Located {
  readonly document: Document;
  readonly source: string;
}

/** The unit of a document, judged; undefined where it is none of ours. */
export function judge(session: Session, uri: string): JudgedDocument | undefined {
  const located = locate(session, uri);
  const judged = located.project.judge(located.path);
  const document = judged?.unit.documents.find(({ source }) => source.path === located.path);
  return judged && document ? { ...judged, ...located, document, source: document.source.uri } : undefined;
}

export function settingsOf(session: Session, uri: string): Settings {
  const { folder, path } = locateFile(session, session.cells.get(uri)?.folder ?? uri);
  return session.environment.settings(
    folder,
    path,
    session.editorSettings.get(uri) ?? editorSettingsOf(session, folder),
  );
}

/** The findings of a document that are to be shown, in the order of their places. */
export function shownFindings(session: Session, uri: string): readonly Shown[] {
  const judged = judge(session, uri);
  const settings = settingsOf(session, uri);
  if (!judged || isExcluded(session, uri, settings)) return [];
  const shown = suppressedIn(session, judged).findings.flatMap(({ finding, by }) => {
    const level = by || finding.verdict !== 'fail' ? undefined : levelOf(finding, settings);
    return level === undefined ? [] : [{ finding, level }];
  });
  const fresh = settings.baseline === undefined ? shown : withoutBaseline(session, settings.baseline, shown);
  return fresh.filter(({ finding }) => finding.source === judged.source);
}

/** True where the settings leave a document out. */
export function isExcluded(session: Session, uri: string, settings: Settings): boolean {
  return session.environment.excludes(locateFile(session, session.cells.get(uri)?.folder ?? uri).path, settings);
}

/** What could not be decided in a document, as far as the settings would show it. */
export function undecided(session: Session, uri: string): readonly Finding[] {
  const judged = judge(session, uri);
  const settings = settingsOf(session, uri);
  return (judged?.analysis.findings ?? []).filter(
    (finding) =>
      finding.verdict === 'unknown' && finding.source === judged?.source && levelOf(finding, settings) !== undefined,
  );
}

/** Positions in an open document. */
export function positionsOf(session: Session, uri: string): Positions {
  return positionsIn(session.documents.get(uri)?.getText() ?? '', session.encoding);
}
