// The configuration of files on the disk, for the command line and the Node server.
import { existsSync } from 'node:fs';
import type { FileAccess } from '../core/project';
import { givenBy, type Settings } from '../core/settings';
import { readText, withVariableFiles } from './disk';
import { settingsFinder, type SettingsFinder, type SettingsOptions } from './settings-finder';

export type { SettingsFinder };

/** A finder for one root; files are read once, from the disk if `read` is not given. */
export function findSettings(
  root: string,
  ruleIds: readonly string[],
  options: Omit<SettingsOptions, 'read' | 'exists'> & Partial<Pick<SettingsOptions, 'read'>>,
): SettingsFinder {
  return settingsFinder(root, ruleIds, { read: readText, exists: existsSync, ...options });
}

/** The access with the values and the variable files that the settings give for linting. */
export function withGiven(access: FileAccess, root: string, settingsFor: (path: string) => Settings): FileAccess {
  return {
    ...withVariableFiles(access, root),
    given: (path) => givenBy(settingsFor(path)),
  };
}
