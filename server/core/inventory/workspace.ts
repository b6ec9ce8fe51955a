// The inventory of many files: every unit once, each row with its classification and the places of its cells in lines and columns.
import { indexLines, type LineColumn, type Lines } from '../lines';
import type { JudgedUnit, Project } from '../project';
import { classesOf, type Settings } from '../settings';
import type { Place, Span } from '../text';
import { ownUnits } from '../units';
import { inventoryOf } from './index';
import type { Cell, InventoryRow, RotationState, RowKind, State, TransitState } from './row';
import { serviceOf } from './service';

/** A place that people and editors find: the file, and lines and columns from 0 in UTF-16 code units. */
export interface Spot {
  readonly uri: string;
  /** Relative to the root of the project. */
  readonly path: string;
  readonly start: LineColumn;
  readonly end: LineColumn;
}

/** A cell with its place looked up. */
export interface CellEntry<S extends string> {
  readonly state: S;
  readonly why: string | undefined;
  readonly at: Spot | undefined;
}

/** A row, ready to be shown, sent and written: plain data. */
export interface InventoryEntry {
  readonly what: RowKind;
  /** As AWS spells it: `RDS`. */
  readonly service: string;
  /** What people call the kind: `RDS database instance`. */
  readonly noun: string;
  /** The id of the kind: `rds.db-instance`. */
  readonly kind: string;
  readonly name: string;
  readonly type: string;
  readonly at: Spot;
  readonly atRest: CellEntry<State> | undefined;
  readonly inTransit: CellEntry<TransitState> | undefined;
  readonly key: (CellEntry<State> & { readonly name: string | undefined }) | undefined;
  readonly rotation: CellEntry<RotationState> | undefined;
  /** What the tags that classify data say; empty where that is not known. */
  readonly classes: readonly string[];
  /** One of the classes is sensitive by the settings. */
  readonly sensitive: boolean;
}

export interface Inventory {
  readonly entries: readonly InventoryEntry[];
  /** How many of the files belong to us. */
  readonly files: number;
  /** How many paths were not looked at, since enough files had been found before. */
  readonly left: number;
}

/**
 * Collects the inventory of the given paths. It stops after each file, so that a host can let others have a turn or give up;
 * the number is how many of the paths are read. `most`: so many files that belong to us are enough.
 */
export function* collectInventory(
  project: Project,
  paths: readonly string[],
  settingsFor: (path: string) => Settings,
  most = Infinity,
): Generator<number, Inventory> {
  const wanted = new Set(paths);
  const units: JudgedUnit[] = [];
  let read = 0;
  for (const path of paths) {
    if (units.length >= most) break;
    const judged = project.judge(path);
    if (judged) units.push(judged);
    else project.forget(path); // of the many files that are not ours nothing stays in memory
    read += 1;
    yield read;
  }
  const files = new Set<string>();
  const entries = new Map<string, InventoryEntry>();
  for (const judged of ownUnits(units)) {
    for (const { source } of judged.unit.documents) if (wanted.has(source.path)) files.add(source.path);
    for (const entry of entriesOf(judged, project, settingsFor)) {
      if (wanted.has(entry.at.path)) entries.set(identity(entry), entry);
    }
    yield read;
  }
  return { entries: [...entries.values()].sort(byPlace), files: files.size, left: paths.length - read };
}

/** The same in one go. */
export function inventoryOfPaths(
  project: Project,
  paths: readonly string[],
  settingsFor: (path: string) => Settings,
): Inventory {
  const steps = collectInventory(project, paths, settingsFor);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** A file that belongs to two units says the same twice. */
function identity({ at, kind, name }: InventoryEntry): string {
  return [at.uri, at.start.line, at.start.column, kind, name].join('\n');
}

function byPlace({ at: a }: InventoryEntry, { at: b }: InventoryEntry): number {
  return (
    (a.path === b.path ? 0 : a.path < b.path ? -1 : 1) || a.start.line - b.start.line || a.start.column - b.start.column
  );
}

function entriesOf(
  { unit, analysis }: JudgedUnit,
  project: Project,
  settingsFor: (path: string) => Settings,
): readonly InventoryEntry[] {
  const texts = new Map(
    unit.documents.map(({ source }) => [source.uri, { source, lines: undefined as Lines | undefined }]),
  );
  const spotOf = ({ uri, span }: Place): Spot | undefined => {
    const text = texts.get(uri);
    if (!text) return undefined;
    text.lines ??= indexLines(text.source.text);
    return { uri, path: text.source.path, start: text.lines.at(span.start), end: text.lines.at(span.end) };
  };
  const textAt = (uri: string, { start, end }: Span): string => texts.get(uri)?.source.text.slice(start, end) ?? '';
  return inventoryOf(analysis.index, project.kinds).flatMap((row) => {
    const at = spotOf({ uri: row.resource.source, span: row.resource.head });
    if (!at) return [];
    const { classification } = settingsFor(at.path);
    const classes = classesOf(row.resource, classification);
    return {
      what: row.what,
      service: serviceOf(row.kind.id, project.kinds),
      noun: row.kind.noun,
      kind: row.kind.id,
      name: nameOf(row, textAt),
      type: row.resource.type,
      at,
      atRest: entryOf(row.atRest, spotOf),
      inTransit: entryOf(row.inTransit, spotOf),
      key: row.key && { ...cellOf(row.key, spotOf), name: row.key.name },
      rotation: entryOf(row.rotation, spotOf),
      classes,
      sensitive: classes.some((name) => classification.values.includes(name.toLowerCase())),
    };
  });
}

/** Code that is no call to AWS has no name of its own: it is called what it says. */
function nameOf({ kind, resource, address }: InventoryRow, textAt: (uri: string, span: Span) => string): string {
  const text = kind.id.startsWith('code.') ? textAt(resource.source, resource.span).replace(/\s+/g, ' ') : '';
  return text === '' ? address : text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text;
}

const MAX_NAME = 60;

type Spots = (place: Place) => Spot | undefined;

function entryOf<S extends string>(cell: Cell<S> | undefined, spotOf: Spots): CellEntry<S> | undefined {
  return cell && cellOf(cell, spotOf);
}

function cellOf<S extends string>({ state, why, place }: Cell<S>, spotOf: Spots): CellEntry<S> {
  return { state, why, at: place && spotOf(place) };
}
