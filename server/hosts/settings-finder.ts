// Finds the configuration that holds for a path: the nearest `.cipherlint.yaml` above it, its overrides, and the command line on top.
import { dirname, join, resolve } from 'node:path';
import ignore from 'ignore';
import { BOUND_SORTS, type BoundValues } from '../core/bound';
import { defaultSettings, type Settings } from '../core/settings';
import { CONFIG_NAMES, loadConfig, missingFiles, type Config, type LoadedConfig } from '../rules/config-file';
import type { ReadText } from './disk';
import { toPath } from './to-path';

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
  /** Reads a configuration file by its absolute path. */
  readonly read: (file: string) => ReadText;
  /** True for a file, named by a configuration, that is there, or of which nobody can tell. */
  readonly exists: (file: string) => boolean;
}

/** A finder for one root; files are read once. */
export function settingsFinder(root: string, ruleIds: readonly string[], options: SettingsOptions): SettingsFinder {
  const files = new Map<string, LoadedFile | undefined>();
  const load = (file: string): LoadedFile | undefined => {
    if (!files.has(file)) {
      const read = options.read(file);
      files.set(file, read.ok ? loadFile(file, read.text, ruleIds, options.exists) : undefined);
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
      const own = found ? inFolder(forPath(found.config, toPath(dirname(found.file), resolve(root, path))), found) : {};
      const { baseline, varFiles, ...settings } = { ...defaultSettings, ...base, ...own, ...options.top };
      return {
        ...settings,
        baseline: baseline === undefined ? undefined : resolve(root, baseline),
        varFiles: varFiles.map((file) => toPath(root, resolve(root, file))),
      };
    },
    fileFor: nearest,
    loaded: () => [...files.values()].filter((file) => file !== undefined),
  };
}

function loadFile(
  file: string,
  text: string,
  ruleIds: readonly string[],
  exists: SettingsOptions['exists'],
): LoadedFile {
  const loaded = loadConfig(text, ruleIds);
  const missing = missingFiles(loaded, (name) => exists(resolve(dirname(file), name)));
  return { file, text, ...loaded, problems: [...loaded.problems, ...missing] };
}

/** The files that a configuration names lie relative to it. */
function inFolder({ baseline, varFiles, ...settings }: Partial<Settings>, { file }: LoadedFile): Partial<Settings> {
  const place = (name: string): string => resolve(dirname(file), name);
  return {
    ...settings,
    ...(baseline === undefined ? {} : { baseline: place(baseline) }),
    ...(varFiles === undefined ? {} : { varFiles: varFiles.map(place) }),
  };
}

/** A configuration's settings for a path relative to its folder. */
function forPath(config: Config, path: string): Partial<Settings> {
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
