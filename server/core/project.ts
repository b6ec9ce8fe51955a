// Keeps the files of a workspace read and judged: which files form a unit, what changed since, and what was found. In memory only.
import { withEnvironment } from './bound';
import { analyze, type Analysis } from './evaluate';
import type { KindIndex } from './kind-index';
import { baseName, folderOf } from './paths';
import type { Adapter, Document, Files, Given, Unit } from './resource';
import type { SourceText } from './text';

/** How a project gets at files that nobody opened: by path relative to the root, undefined where there is none. */
export interface FileAccess {
  text(path: string): string | undefined;
  /** Names (not paths) of the files in a folder. */
  list(folder: string): readonly string[] | undefined;
  uri(path: string): string;
  /** What is given for linting and holds for a path. */
  given?(path: string): Given;
}

/** A unit, judged. */
export interface JudgedUnit {
  readonly adapter: Adapter;
  readonly unit: Unit;
  readonly analysis: Analysis;
}

export interface Project {
  readonly kinds: KindIndex;
  /** Sets what an editor shows for a file, which wins over what is stored; undefined to give that up. */
  setText(path: string, text: string | undefined): void;
  /** Forgets what was stored of a file outside of the editor: it has changed or is gone. */
  forget(path: string): void;
  /** The unit of a file, judged; undefined where no adapter claims it. */
  judge(path: string): JudgedUnit | undefined;
  /** The unit of a file as it would be with other texts, for trying out a fix. */
  resolveWith(path: string, texts: ReadonlyMap<string, string>): Unit | undefined;
  adapterOf(path: string): Adapter | undefined;
  /** Use another set of kinds from now on. */
  setKinds(kinds: KindIndex): void;
  /** A project over another state of the same files: what is alike there is neither read nor judged again. */
  over(access: FileAccess): Project;
}

interface Read {
  readonly text: string;
  readonly adapter: Adapter;
  readonly parsed: unknown;
}

interface Resolved {
  readonly unit: Unit;
  readonly inputs: Map<string, string | undefined>;
  /** Every file of the folder is in it. */
  readonly whole: boolean;
  /** What was given for linting, as a text. */
  readonly given: string;
}

interface Cached extends JudgedUnit {
  readonly whole: boolean;
  /** Texts that the unit was made of, by path; a path that was asked for and is not there has undefined. */
  readonly inputs: ReadonlyMap<string, string | undefined>;
  readonly kinds: KindIndex;
  /** What was given for linting, as a text. */
  readonly given: string;
}

/** What was read and judged before; all of it is compared with the texts as they are before it counts. */
interface Known {
  readonly reads?: ReadonlyMap<string, Read>;
  readonly units?: ReadonlyMap<string, Cached>;
}

/** Makes a project over the given adapters and kinds. */
export function createProject(
  adapters: readonly Adapter[],
  startKinds: KindIndex,
  access: FileAccess,
  known: Known = {},
): Project {
  const overlays = new Map<string, string>();
  const stored = new Map<string, string | undefined>();
  const reads = new Map(known.reads);
  const units = new Map(known.units);
  /** Texts that no adapter claims: most files of most people. */
  const unclaimed = new Map<string, string>();
  let kinds = startKinds;

  const textOf = (path: string): string | undefined => {
    const overlay = overlays.get(path);
    if (overlay !== undefined) return overlay;
    if (!stored.has(path)) stored.set(path, access.text(path));
    return stored.get(path);
  };
  const sourceOf = (path: string, text: string): SourceText => ({ uri: access.uri(path), path, text });

  /** Reads a file with the adapter that claims it; the last reading serves as a base for the next. */
  const readFile = (path: string, text: string | undefined): Read | undefined => {
    if (text === undefined) return undefined;
    const known = reads.get(path);
    if (known?.text === text) return known;
    const refused = unclaimed.get(path);
    if (refused === text) return undefined;
    const adapter = adapters.find((candidate) => candidate.claims(path, text, refused));
    if (!adapter) {
      unclaimed.set(path, text);
      return undefined;
    }
    unclaimed.delete(path);
    const read: Read = {
      text,
      adapter,
      parsed: adapter.read(sourceOf(path, text), known?.adapter === adapter ? known.parsed : undefined),
    };
    reads.set(path, read);
    return read;
  };

  /** The files of the unit, in the order of their names, so that nothing hangs on who asked first. */
  const memberPaths = (path: string, adapter: Adapter): readonly string[] => {
    const folder = adapter.unitFolder(path);
    if (folder === undefined) return [path];
    const names = new Set([
      ...(access.list(folder) ?? []),
      ...[...overlays.keys()].filter((open) => folderOf(open) === folder).map(baseName),
    ]);
    return [...names].sort().map((name) => join(folder, name));
  };

  const resolve = (path: string, adapter: Adapter, lookUp: (path: string) => string | undefined): Resolved => {
    const inputs = new Map<string, string | undefined>();
    const get = (wanted: string): string | undefined => {
      const text = lookUp(wanted);
      inputs.set(wanted, text);
      return text;
    };
    const parsedIn = (members: readonly string[]): readonly unknown[] =>
      members.flatMap((member) => {
        if (!mayClaim(adapter, member)) return [];
        const read = readFile(member, get(member));
        return read?.adapter === adapter ? [read.parsed] : [];
      });
    const given = givenFor(path, adapter);
    const files: Files<unknown> = {
      text: get,
      uri: (wanted) => access.uri(wanted),
      ...given,
      file: (wanted) => {
        const read = readFile(wanted, get(wanted));
        return read?.adapter === adapter ? read.parsed : undefined;
      },
      folder: (folder) =>
        access.list(folder) === undefined && !anyOpenIn(folder)
          ? undefined
          : parsedIn(memberPaths(`${folder}/main.tf`, adapter)),
    };
    const folder = parsedIn(memberPaths(path, adapter));
    const own = readFile(path, get(path));
    const members = own && adapter.together ? adapter.together(own.parsed, folder) : folder;
    const unit = withEnvironment(adapter.resolve(members, files), given.bound);
    return { unit, inputs, whole: members.length === folder.length, given: JSON.stringify(given) };
  };
  /** The same for every file of a unit: what holds for its folder. */
  const givenFor = (path: string, adapter: Adapter): Given => {
    const folder = adapter.unitFolder(path);
    return access.given?.(folder === undefined ? path : join(folder, 'main.tf')) ?? {};
  };
  const anyOpenIn = (folder: string): boolean => [...overlays.keys()].some((path) => folderOf(path) === folder);

  return {
    get kinds() {
      return kinds;
    },
    setText: (path, text) => {
      if (text === undefined) overlays.delete(path);
      else overlays.set(path, text);
    },
    forget: (path) => {
      stored.delete(path);
      unclaimed.delete(path);
    },
    judge: (path) => {
      const read = readFile(path, textOf(path));
      if (!read) return undefined;
      const { adapter } = read;
      const folder = adapter.unitFolder(path) ?? path;
      for (const key of [folder, path]) {
        const cached = units.get(`${adapter.name}:${key}`);
        if (
          cached?.kinds === kinds &&
          isOf(cached, path, key) &&
          cached.given === JSON.stringify(givenFor(path, adapter)) &&
          isFresh(cached, textOf) &&
          sameMembers(cached, memberPaths(path, adapter), adapter)
        )
          return cached;
      }
      const { unit, inputs, whole, given } = resolve(path, adapter, textOf);
      const before = units.get(`${adapter.name}:${whole ? folder : path}`);
      const judged: Cached = {
        adapter,
        unit,
        inputs,
        kinds,
        whole,
        given,
        // verdicts that other given values have led to say nothing
        analysis: analyze(unit, kinds, before?.given === given ? before.analysis : undefined),
      };
      units.set(`${adapter.name}:${whole ? folder : path}`, judged);
      return judged;
    },
    resolveWith: (path, texts) => {
      const lookUp = (wanted: string): string | undefined => texts.get(wanted) ?? textOf(wanted);
      const read = readFile(path, lookUp(path));
      return read && resolve(path, read.adapter, lookUp).unit;
    },
    adapterOf: (path) => readFile(path, textOf(path))?.adapter,
    setKinds: (next) => {
      kinds = next;
    },
    over: (other) => createProject(adapters, kinds, other, { reads, units }),
  };
}

/** A unit that leaves files of its folder out is only for the file that it was made for. */
function isOf(cached: Cached, path: string, key: string): boolean {
  return cached.whole || key === path;
}

function isFresh(cached: Cached, textOf: (path: string) => string | undefined): boolean {
  for (const [path, text] of cached.inputs) if (textOf(path) !== text) return false;
  return true;
}

function sameMembers(cached: Cached, members: readonly string[], adapter: Adapter): boolean {
  return members.every((member) => cached.inputs.has(member) || !mayClaim(adapter, member));
}

/** A cheap test by name, before a text is read: adapters that claim by folder know their file names. */
function mayClaim(adapter: Adapter, path: string): boolean {
  return adapter.unitFolder(path) === undefined || adapter.claims(path, '');
}

export function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The document of a unit that has this URI. */
export function documentOf(unit: Unit, uri: string): Document | undefined {
  return unit.documents.find((document) => document.source.uri === uri);
}
