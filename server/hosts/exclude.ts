// Which paths the settings leave out: patterns as in a `.gitignore`.
import ignore from 'ignore';
import type { Settings } from '../core/settings';

/** True where a path (relative to the root) is excluded by the settings. */
export function isExcluded(path: string, settings: Settings): boolean {
  return (
    settings.exclude.length > 0 &&
    path !== '' &&
    !path.startsWith('..') &&
    ignore()
      .add([...settings.exclude])
      .ignores(path)
  );
}
