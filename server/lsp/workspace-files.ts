// The files of the workspace folders that a scan looks at, and which of them hang together.
import type { Pace } from './pace';
import { inFolders, settingsOf, type Session } from './session';

/** URIs of all files below the workspace folders that could be ours, without what git ignores or the settings exclude. */
export async function listFiles(session: Session, pace: Pace): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const folder of session.folders) {
    const access = session.environment.access(folder);
    const excluded = settingsOf(session, `${folder}/x`).exclude;
    for (const path of session.environment.files?.(folder, excluded) ?? []) {
      found.add(access.uri(path));
      if (!(await pace.rest())) return found;
    }
  }
  return found;
}

/** The open documents first, then folder by folder. */
export function inOrder(session: Session, files: Iterable<string>): readonly string[] {
  const all = [...files];
  const open = new Set([...session.documents.keys()].filter((uri) => inFolders(session, uri)));
  return [...all.filter((uri) => open.has(uri)), ...all.filter((uri) => !open.has(uri))];
}

export function folderOfUri(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** Which folders are read together with which others: a Terraform module with its callers, a nested template with the one around it. */
export interface Dependencies {
  note(folder: string, uses: Iterable<string>): void;
  /** These files and all others that may be judged otherwise when they change. */
  affected(changed: ReadonlySet<string>, files: ReadonlySet<string>): readonly string[];
}

export function createDependencies(): Dependencies {
  const users = new Map<string, Set<string>>();
  return {
    note: (folder, uses) => {
      for (const used of uses) {
        if (used === folder) continue;
        const known = users.get(used) ?? new Set();
        users.set(used, known.add(folder));
      }
    },
    affected: (changed, files) => {
      const folders = new Set([...changed].map(folderOfUri));
      for (const folder of folders) for (const user of users.get(folder) ?? []) folders.add(user);
      return [...files].filter((uri) => folders.has(folderOfUri(uri)));
    },
  };
}
