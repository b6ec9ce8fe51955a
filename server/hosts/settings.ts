// Finds the configuration that holds for a path: the nearest `.cipherlint.yaml` above it, its overrides, and the command line on top.
import { dirname, join, resolve } from 'node:path';
import ignore from 'ignore';
import { BOUND_SORTS, type BoundValues } from '../core/bound';
import type { FileAccess } from '../core/project';
import { defaultSettings, type Settings } from '../core/settings';
import { CONFIG_NAMES, loadConfig, type Config, type LoadedConfig } from '../rules/config-file';
import { readText, toPath, type ReadText } from './disk';

/** A configuration file that was read. */
export interface LoadedFile extends LoadedConfig {
  readonly file: string;
  readonly text: string;
}

export interface SettingsFinder {
  /** The settings for a path relative to the root. `base` lies below the files, in place of the finder's own. */
  for(path: string, base?: Partial<Settings>): Settings;
  /** The configuration file that holds for a path. */
  fileFor(path: string): LoadedFile | undefined;
  /** Every configuration file read so far, with its problems. */
  loaded(): readonly LoadedFile[];
}

export interface SettingsOptions {
  /** A configuration file for everything, instead of the nearest one. */
  readonly file: string | undefined;
  /** False: read no configuration at all. */
  readonly search: boolean;
  /** Beats the files: the command line's options, an editor's settings. */
  readonly top: Partial<Settings>;
  /** Below the files: an editor's settings. */
  readonly base: Partial<Settings>;
  /** Reads a configuration file by its absolute path; from the disk if not given. */
  readonly read?: (file: string) => ReadText;
}

/** A finder for one root; files are read once. */
export function findSettings(root: string, ruleIds: readonly string[], options: SettingsOptions): SettingsFinder {
  const files = new Map<string, LoadedFile | undefined>();
  const load = (file: string): LoadedFile | undefined => {
    if (!files.has(file)) {
      const read = (options.read ?? readText)(file);
      files.set(file, read.ok ? { file, text: read.text, ...loadConfig(read.text, ruleIds) } : undefined);
    }
    return files.get(file);
  };
  const nearest = (path: string): LoadedFile | undefined => {
    if (options.file !== undefined) return load(resolve(options.file));
    if (!options.search) return undefined;
    for (let folder = dirname(resolve(root, path)); ; folder = dirname(folder)) {
      for (const name of CONFIG_NAMES) {
        const found = load(join(folder, name));
        if (found) return found;
      }
      if (dirname(folder) === folder) return undefined;
    }
  };
  return {
    for: (path, base = options.base) => {
      const found = nearest(path);
      const settings = {
        ...defaultSettings,
        ...base,
        ...(found ? forPath(found.config, toPath(dirname(found.file), resolve(root, path))) : {}),
        ...options.top,
      };
      const { baseline } = settings;
      if (baseline === undefined) return settings;
      return {
        ...settings,
        baseline: resolve(found?.config.baseline === undefined ? root : dirname(found.file), baseline),
      };
    },
    fileFor: nearest,
    loaded: () => [...files.values()].filter((file) => file !== undefined),
  };
}

/** A configuration's settings for a path relative to its folder. */
export function forPath(config: Config, path: string): Partial<Settings> {
  const { overrides = [], ...settings } = config;
  return overrides
    .filter(
      ({ paths }) =>
        path !== '' &&
        !path.startsWith('..') &&
        ignore()
          .add([...paths])
          .ignores(path),
    )
    .reduce<Partial<Settings>>(
      (merged, override) => ({
        ...merged,
        ...override.settings,
        ...(override.settings.rules ? { rules: { ...merged.rules, ...override.settings.rules } } : {}),
        ...(override.settings.values ? { values: mergeValues(merged.values, override.settings.values) } : {}),
      }),
      settings,
    );
}

function mergeValues(below: BoundValues = {}, above: BoundValues): BoundValues {
  const sorts = BOUND_SORTS.filter((sort) => below[sort] ?? above[sort]);
  return Object.fromEntries(sorts.map((sort) => [sort, { ...below[sort], ...above[sort] }]));
}

/** The access with the values that the settings give for linting. */
export function withBound(access: FileAccess, settingsFor: (path: string) => Settings): FileAccess {
  return { ...access, bound: (path) => settingsFor(path).values };
}
