// Notebooks: the code cells of one notebook are judged together, in their order, as one program.
import { createProject } from '../core/project';
import { givenBy } from '../core/settings';
import type { Adapter } from '../core/resource';
import { settingsOf, type Session } from './session';

/** A path that says: this is a cell, and magics (`%`, `!`) are no Python. Padded, so that the order of names is the order of cells. */
function cellPath(index: number): string {
  return `${String(index).padStart(5, '0')}.ipynb`;
}

/** Takes over which code cells a notebook has, in order; none gives the notebook up. */
export function syncNotebook(session: Session, notebook: string, cells: readonly string[]): void {
  for (const [uri, place] of session.cells) if (place.folder === notebook) session.cells.delete(uri);
  const python = session.environment.adapters.find(({ name }) => name === 'python');
  if (!python || cells.length === 0) return;
  const paths = cells.map((_, index) => cellPath(index));
  const uriOf = (path: string): string => cells[paths.indexOf(path)] ?? notebook;
  const project = createProject([together(python)], session.environment.kinds, {
    text: (path) => session.documents.get(uriOf(path))?.getText(),
    list: () => paths,
    uri: uriOf,
    given: () => givenBy(settingsOf(session, notebook)),
  });
  cells.forEach((uri, index) => {
    session.cells.set(uri, { folder: notebook, path: cellPath(index), project });
    project.setText(cellPath(index), session.documents.get(uri)?.getText());
  });
}

/** The code cells of the notebook to which a cell belongs, in order. */
export function cellsBeside(session: Session, cell: string): readonly string[] {
  const notebook = session.cells.get(cell)?.folder;
  return [...session.cells].filter(([, place]) => place.folder === notebook).map(([uri]) => uri);
}

/** The Python adapter with all cells as one unit, whether or not a single cell looks like ours. */
function together(python: Adapter): Adapter {
  return { ...python, claims: () => true, unitFolder: () => '' };
}
