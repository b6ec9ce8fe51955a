// Programs are compiled once: V8's code of a run is kept in the user's cache folder, and the next run starts with it.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { Script } from 'node:vm';
import { VERSION } from './version';

/** What other programs leave behind after an update goes after so many milliseconds. */
const MAX_AGE = 30 * 24 * 3600 * 1000;

type Load = (file: string) => unknown;
/** What Node hands to a CommonJS module. */
type Wrapped = (exports: object, require: Load, module: { exports: object }, file: string, folder: string) => void;

/**
 * Loads the CommonJS files of one folder, each once, and what these require: other files of the folder in the same way, all else through Node.
 * The code is kept where Node's own `NODE_COMPILE_CACHE` says, else in the user's cache folder, and nowhere with `NODE_DISABLE_COMPILE_CACHE`.
 * Where nothing can be kept, programs are compiled as ever. `keeps`: this run is one whose code is worth keeping.
 */
export function programsIn(folder: string, keeps: boolean): Load {
  const loaded = new Map<string, { exports: object }>();
  const required = createRequire(join(folder, 'main.js'));
  const load: Load = (name) => {
    const file = resolve(folder, name);
    if (dirname(file) !== folder || !file.endsWith('.js') || !/^[./]|^\w:/.test(name)) return required(name);
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const run = compiled(file, keeps).runInThisContext() as Wrapped;
    run(module.exports, load, module, file, folder);
    return module.exports;
  };
  return load;
}

/** The file's program. Its code is written down when the process ends, with what has been compiled until then. */
function compiled(file: string, keeps: boolean): Script {
  const cache = process.env.NODE_DISABLE_COMPILE_CACHE === undefined ? cacheOf(file) : undefined;
  const cachedData = cache === undefined ? undefined : readIf(cache);
  const script = new Script(wrap(readFileSync(file, 'utf8')), {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
  });
  if (keeps && cache !== undefined && (!cachedData || script.cachedDataRejected === true))
    process.once('exit', () => {
      keep(cache, script);
    });
  return script;
}

/** Where the code of a file is kept, if anywhere: V8 takes only what the same V8 made, but can't tell texts of one length apart. */
function cacheOf(file: string): string | undefined {
  const { size, mtimeMs } = statSync(file);
  const state = [VERSION, process.version, process.arch, String(size), String(Math.trunc(mtimeMs))].join('-');
  const folder = process.env.NODE_COMPILE_CACHE ?? userCache();
  return folder === undefined ? undefined : join(folder, `${basename(file)}-${state}.bin`);
}

/** Our folder among the user's caches; undefined where there is no home, as for the unnamed users of some containers. */
function userCache(): string | undefined {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  const given = (process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME) ?? '';
  if (isAbsolute(given)) return join(given, 'cipherlint');
  try {
    return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'cipherlint');
  } catch {
    return undefined;
  }
}

function readIf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Beside the final place first: a run at the same time reads all or nothing. A cache that can't be had is none. */
function keep(file: string, script: Script): void {
  const partial = `${file}.${String(process.pid)}`;
  try {
    makeFolder(dirname(file));
    writeFileSync(partial, script.createCachedData(), { mode: 0o600 });
    renameSync(partial, file);
    removeOld(dirname(file));
  } catch {
    if (existsSync(partial)) rmSync(partial);
  }
}

/** The folder, and the one that it lies in: `recursive` does not come back in places such as /proc. */
function makeFolder(folder: string): void {
  for (const each of [dirname(folder), folder]) {
    try {
      mkdirSync(each, { mode: 0o700 });
    } catch {
      // it is there already, or the file can't be written either
    }
  }
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.includes('.js-') && Date.now() - statSync(file).mtimeMs > MAX_AGE) rmSync(file, { force: true });
  }
}
