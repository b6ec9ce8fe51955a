// The open documents and the projects they belong to: one project for each workspace folder, and one for what lies outside.
import type { PositionEncodingKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { BoundValues } from '../core/bound';
import type { Finding } from '../core/evaluate';
import type { Inventory } from '../core/inventory/workspace';
import type { KindIndex } from '../core/kind-index';
import { createProject, type FileAccess, type JudgedUnit, type Project } from '../core/project';
import type { Adapter, Problem } from '../core/resource';
import { levelOf, type Level, type Settings } from '../core/settings';
import { isCustomRulePath, type CustomContext } from '../rules/custom';
import type { RepositoryFinder } from '../rules/repository';
import type { StartOptions } from './protocol';
import { plainEdits, type EditAbilities } from './edits';
import { positionsIn, type Positions } from './positions';
import { kindsFor, type CustomStore } from './rule-files';
import type { InventoryAnswer, InventoryGrouping, InventoryTextParams } from './protocol';
import { suppressedIn } from './suppressions';
import { withoutBaseline } from './baseline';
import { wordsFrom, type Say } from './words';

/** What a host hands to the server. */
export interface Environment {
  readonly adapters: readonly Adapter[];
  readonly kinds: KindIndex;
  /** For rules that a workspace brings; undefined where there can be none. */
  readonly custom: CustomContext | undefined;
  readonly version: string;
  /** Told what the extension says at the start. */
  start?(options: StartOptions): void;
  /** Files below a workspace folder (its URI). Where there is no disk: an access that finds nothing. */
  access(folder: string): FileAccess;
  /** What the inventory of a workspace needs; without it there is none. */
  readonly inventory?: InventoryHost;
  /** The settings for a path: the editor's, with configuration files on top. */
  settings(folder: string, path: string, editor: Partial<Settings>): Settings;
  /** True where the settings leave a path out. */
  excludes(path: string, settings: Settings): boolean;
  /** The configuration files that were read since the last `reload`, with what is wrong in them. */
  configurations(): readonly { readonly uri: string; readonly text: string; readonly problems: readonly Problem[] }[];
  /** The configuration file that holds for a path; undefined where there is none. */
  configurationFor(folder: string, path: string): { readonly uri: string; readonly text: string } | undefined;
  /** A baseline file that settings name; undefined where it can't be read. */
  baseline(file: string): BaselineText | undefined;
  /** Forget configuration files that were read. */
  reload(): void;
  /** `YYYY-MM-DD`. */
  today(): string;
  /** Runs the callback when other messages have had their turn. */
  yield(callback: () => void): void;
}

/** A baseline as it is stored, and where. */
export interface BaselineText {
  readonly text: string;
  /** URI of its folder. */
  readonly folder: string;
  /** True for a path below its folder that is there. */
  exists(path: string): boolean;
}

/** How a host reads a workspace and shows its inventory. */
export interface InventoryHost {
  /** Every file below a folder that could be ours, as paths; undefined where there is no disk. `excluded`: patterns of paths to leave out. */
  files(folder: string, excluded: readonly string[]): readonly string[] | undefined;
  /** Puts an inventory into groups. */
  group(inventory: Inventory, by: InventoryGrouping): InventoryAnswer['groups'];
  /** Writes an inventory as a text. `root`: the folder's URI. */
  render(inventory: Inventory, params: InventoryTextParams, root: string): string;
}

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

/** The same for a file, or for a notebook as a whole. */
function locateFile(session: Session, uri: string): Located {
  const owner = [...session.folders]
    .filter((folder) => uri.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
  const folder = owner ?? uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
  const project = session.projects.get(folder) ?? newProject(session, folder);
  session.projects.set(folder, project);
  return { folder, path: decodePath(uri.slice(folder.length + 1)), project };
}

const NONE: Partial<Settings> = {};

/** A project of a folder's files, with the rules and the values that its configuration gives. */
export function newProject(session: Session, folder: string): Project {
  const { environment } = session;
  const bound = (path: string): BoundValues =>
    environment.settings(folder, path, session.editorSettings.get('') ?? NONE).values;
  return createProject(environment.adapters, kindsOf(session, folder), { ...environment.access(folder), bound });
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
  readonly source: string;
}

/** The unit of a document, judged; undefined where it is none of ours. */
export function judge(session: Session, uri: string): JudgedDocument | undefined {
  const located = locate(session, uri);
  const judged = located.project.judge(located.path);
  const document = judged?.unit.documents.find(({ source }) => source.path === located.path);
  return judged && document ? { ...judged, ...located, source: document.source.uri } : undefined;
}

export function settingsOf(session: Session, uri: string): Settings {
  const { folder, path } = locateFile(session, session.cells.get(uri)?.folder ?? uri);
  return session.environment.settings(
    folder,
    path,
    session.editorSettings.get(uri) ?? session.editorSettings.get('') ?? NONE,
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
