// What a server without a disk knows of a workspace: the files that the client shares, found as on a disk.
import { join } from 'node:path';
import type { Environment } from '../lsp/environment';
import type { WorkspaceText } from '../lsp/protocol';
import { CUSTOM_FOLDER, knownRuleIds, type CustomContext } from '../rules/custom';
import { noAccess } from './no-access';
import { settingsFinder, type SettingsFinder } from './settings-finder';

/** The part of an environment that hangs on files. */
export type SharedFiles = Required<
  Pick<Environment, 'receive' | 'access' | 'settings' | 'configurations' | 'configurationFor' | 'baseline' | 'reload'>
>;

/** Nothing is known until files are received. */
export function sharedFiles(custom: CustomContext): SharedFiles {
  let texts: ReadonlyMap<string, WorkspaceText> = new Map();
  const finders = new Map<string, SettingsFinder>();

  const access: Environment['access'] = (folder) => {
    const { origin, path: root } = placeOf(folder);
    const rules = `${origin}${join(root, CUSTOM_FOLDER)}/`;
    return {
      ...noAccess(folder),
      text: (path) => texts.get(origin + join(root, path))?.text,
      // Of no other folder is it known what else lies in it.
      list: (path) =>
        path === CUSTOM_FOLDER
          ? [...texts.keys()].filter((key) => key.startsWith(rules)).map((key) => key.slice(rules.length))
          : undefined,
    };
  };
  const finderOf = (folder: string): SettingsFinder => {
    const { origin, path } = placeOf(folder);
    const known = finders.get(folder);
    if (known) return known;
    const finder = settingsFinder(path, knownRuleIds(access(folder), custom), {
      ...{ file: undefined, search: true, top: {}, base: {} },
      read: (file) => {
        const text = texts.get(origin + file)?.text;
        return text === undefined
          ? { ok: false, reason: 'Not read: the client does not share it.' }
          : { ok: true, text };
      },
      exists: () => true,
    });
    finders.set(folder, finder);
    return finder;
  };
  const stored = (folder: string, file: string): WorkspaceText | undefined => texts.get(placeOf(folder).origin + file);

  return {
    receive: (files) => {
      const before = texts;
      texts = new Map(files.map((file) => [keyOf(file.uri), file]));
      return [...new Set([...before.keys(), ...texts.keys()])].flatMap((key) => {
        const [old, now] = [before.get(key), texts.get(key)];
        return old?.text === now?.text ? [] : [(now ?? old)?.uri ?? []].flat();
      });
    },
    access,
    settings: (folder, path, editor) => {
      const { baseline, ...settings } = finderOf(folder).for(path, editor);
      return { ...settings, baseline: baseline === undefined ? undefined : placeOf(folder).origin + baseline };
    },
    configurations: () =>
      [...finders].flatMap(([folder, finder]) =>
        finder.loaded().flatMap(({ file, text, problems }) => {
          const uri = stored(folder, file)?.uri;
          return uri === undefined ? [] : [{ uri, text, problems }];
        }),
      ),
    configurationFor: (folder, path) => {
      const found = finderOf(folder).fileFor(path);
      return found && stored(folder, found.file);
    },
    baseline: (key) => {
      const file = texts.get(key);
      // Whether a file has gone nobody can tell here, so that none is taken for one that was renamed.
      return file && { text: file.text, folder: file.uri.slice(0, file.uri.lastIndexOf('/')), exists: () => true };
    },
    reload: () => {
      finders.clear();
    },
  };
}

interface Place {
  /** Scheme and authority. */
  readonly origin: string;
  readonly path: string;
}

/** A URI without its escapes, in two parts; of a folder that is the root of all, the path is `/`. */
function placeOf(uri: string): Place {
  const [, origin = '', path = ''] = /^([a-z][\w+.-]*:(?:\/\/[^/]*)?)(.*)$/is.exec(keyOf(uri)) ?? [];
  return { origin, path: path === '' ? '/' : path };
}

/** Clients escape differently. */
function keyOf(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
