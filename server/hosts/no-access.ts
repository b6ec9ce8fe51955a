// File access where there is no disk: only documents that the editor has open are known.
import type { FileAccess } from '../core/project';

/** Finds nothing; names files by the folder's URI. */
export function noAccess(folder: string): FileAccess {
  return {
    text: () => undefined,
    list: () => undefined,
    uri: (path) => `${folder}/${path.split('/').map(encodeURIComponent).join('/')}`,
  };
}
