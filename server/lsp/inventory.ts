// The encryption inventory of the whole workspace: read in turns with other messages, kept until somebody asks for it anew.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { collectInventory, type Inventory, type InventoryEntry } from '../core/inventory/workspace';
import type { Settings } from '../core/settings';
import {
  INVENTORY,
  INVENTORY_TEXT,
  type InventoryAnswer,
  type InventoryParams,
  type InventoryTextParams,
} from './protocol';
import { inTurns, paceOf } from './pace';
import { locate, newProject, type Session } from './session';

/** When so many files are found that belong to us, the others are not read: the inventory says how many. */
const MAX_FILES = 20_000;

interface Kept {
  readonly inventory: Inventory;
  readonly blind: boolean;
}

type Texts = NonNullable<InventoryParams['texts']>;

/** Answers requests for the inventory and for its texts. `settled`: fulfilled when the settings are known. */
export function serveInventory(connection: Connection, session: Session, settled: () => Promise<void>): void {
  const host = session.environment.inventory;
  if (!host) return;
  let kept: Kept | undefined;
  const read = async (texts: Texts, token: CancellationToken): Promise<Kept> => {
    await settled();
    const read = await readWorkspace(session, texts, token);
    if (!token.isCancellationRequested) kept = read;
    return read;
  };
  connection.onRequest(
    INVENTORY,
    async ({ group, fresh, texts = [] }: InventoryParams, token: CancellationToken): Promise<InventoryAnswer> => {
      const { inventory, blind } = fresh === true || !kept ? await read(texts, token) : kept;
      return { groups: host.group(inventory, group), files: inventory.files, left: inventory.left, blind };
    },
  );
  connection.onRequest(
    INVENTORY_TEXT,
    async (params: InventoryTextParams, token: CancellationToken): Promise<string> => {
      const { inventory } = kept ?? (await read([], token));
      return host.render(inventory, params, rootOf(session));
    },
  );
}

/** Every folder of the workspace, one after the other; where there are several, paths begin with the folder's name. */
async function readWorkspace(session: Session, texts: Texts, token: CancellationToken): Promise<Kept> {
  const parts: Inventory[] = [];
  let [found, blind] = [0, false];
  const pace = paceOf(session.environment, { stopped: () => token.isCancellationRequested });
  for (const folder of session.folders) {
    const files = filesOf(session, folder, texts);
    blind ||= files.blind;
    const part = await inTurns(pace, collect(session, folder, files.paths, texts, MAX_FILES - found));
    if (!part) break;
    found += part.files;
    parts.push(
      session.folders.size > 1 ? { ...part, entries: part.entries.map((entry) => inFolder(entry, folder)) } : part,
    );
  }
  const inventory = {
    entries: parts.flatMap(({ entries }) => entries),
    files: found,
    left: parts.reduce((sum, part) => sum + part.left, 0),
  };
  return { inventory, blind };
}

/** The folder to which the paths of the inventory are relative: of several folders, the one that holds the first. */
function rootOf({ folders }: Session): string {
  const [first = ''] = folders;
  return folders.size > 1 ? first.slice(0, first.lastIndexOf('/')) : first;
}

function inFolder(entry: InventoryEntry, folder: string): InventoryEntry {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return { ...entry, at: { ...entry.at, path: `${name}/${entry.at.path}` } };
}

function filesOf(
  session: Session,
  folder: string,
  texts: Texts,
): { readonly paths: readonly string[]; readonly blind: boolean } {
  const { environment } = session;
  const stored = environment.files?.(folder, settingsFor(session, folder)('').exclude);
  const known = [...session.documents.keys(), ...texts.map(({ uri }) => uri)].flatMap((uri) => {
    const located = session.cells.has(uri) ? undefined : locate(session, uri);
    return located?.folder === folder ? [located.path] : [];
  });
  const paths = [...new Set([...(stored ?? []), ...known])].sort();
  const settings = settingsFor(session, folder);
  return { paths: paths.filter((path) => !environment.excludes(path, settings(path))), blind: stored === undefined };
}

function settingsFor(session: Session, folder: string): (path: string) => Settings {
  const editor = session.editorSettings.get('') ?? {};
  return (path) => session.environment.settings(folder, path, editor);
}

/** In a project of its own, so that nothing of it stays when it is done. */
function collect(
  session: Session,
  folder: string,
  paths: readonly string[],
  texts: Texts,
  most: number,
): Generator<number, Inventory> {
  const project = newProject(session, folder);
  const shown = [...session.documents].map(([uri, document]) => ({ uri, text: document.getText() }));
  for (const { uri, text } of [...texts, ...shown]) {
    const located = session.cells.has(uri) ? undefined : locate(session, uri);
    if (located?.folder === folder) project.setText(located.path, text);
  }
  return collectInventory(project, paths, settingsFor(session, folder), most);
}
