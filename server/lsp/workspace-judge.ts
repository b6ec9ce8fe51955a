// Judges files that nobody has open, some at a time, so that only a few texts are in memory at once.
import type { Diagnostic } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnosticsOf } from './diagnostics';
import { judge, locate, settingsOf, syncDocument, type Session } from './session';
import { folderOfUri, type Dependencies } from './workspace-files';

/** A batch ends with a folder, unless that has more files or characters than this. */
const FEW = 40;
const MANY = 400;
const MAX_CHARACTERS = 20_000_000;

/** Judges one file after the other; those of a folder should come together. */
export interface BatchJudge {
  /** The diagnostics of a file as they would be if it was open; none where it can't be read or is excluded. */
  diagnostics(uri: string): readonly Diagnostic[];
}

/** What is open in the editor counts as it is there. */
export function createBatchJudge(session: Session, dependencies: Dependencies): BatchJudge {
  let batch = startBatch(session);
  let size = { files: 0, characters: 0, folder: '' };
  return {
    diagnostics: (uri) => {
      const folder = folderOfUri(uri);
      const isFull = size.files >= (folder === size.folder ? MANY : FEW) || size.characters > MAX_CHARACTERS;
      if (isFull) {
        batch = startBatch(session);
        size = { files: 0, characters: 0, folder };
      }
      const document = session.documents.get(uri) ?? readDocument(session, uri);
      if (!document || isLeftOut(session, uri)) return [];
      size = { files: size.files + 1, characters: size.characters + document.getText().length, folder };
      syncDocument(batch, uri, document);
      noteDependencies(batch, uri, dependencies);
      return diagnosticsOf(batch, uri);
    },
  };
}

function startBatch(session: Session): Session {
  const batch: Session = { ...session, documents: new Map(), projects: new Map(), cells: new Map() };
  for (const [uri, document] of session.documents) if (!session.cells.has(uri)) syncDocument(batch, uri, document);
  return batch;
}

function readDocument(session: Session, uri: string): TextDocument | undefined {
  const { folder, path } = locate(session, uri);
  const text = session.environment.access(folder).text(path);
  return text === undefined ? undefined : TextDocument.create(uri, '', 0, text);
}

function isLeftOut(session: Session, uri: string): boolean {
  return session.environment.excludes(locate(session, uri).path, settingsOf(session, uri));
}

function noteDependencies(session: Session, uri: string, dependencies: Dependencies): void {
  const documents = judge(session, uri)?.unit.documents ?? [];
  const folders = new Set(documents.map(({ source }) => folderOfUri(source.uri)));
  if (folders.size > 1) dependencies.note(folderOfUri(uri), folders);
}
