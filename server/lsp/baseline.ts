// A baseline in the editor: what it knows is not shown, as on the command line.
import { fingerprintOf, matchBaseline, readBaseline, type Baseline, type BaselineKey } from '../core/baseline';
import type { Finding } from '../core/evaluate';
import type { Session, Shown } from './session';

/** Baselines by their text: they are read again only when they change. */
const read = new Map<string, Baseline | undefined>();

/** The findings of a unit that the baseline does not know; all of them where it can't be read. */
export function withoutBaseline(session: Session, file: string, shown: readonly Shown[]): readonly Shown[] {
  const stored = session.environment.baseline(file);
  const baseline = stored && parsed(stored.text);
  if (!stored || !baseline) return shown;
  const keys = shown.map(({ finding }) => keyOf(finding, stored.folder));
  const here = new Set(keys.map(({ path }) => path));
  const { known } = matchBaseline(baseline, keys, ({ path }) => here.has(path) || !stored.exists(path));
  return shown.filter((_, i) => known[i] !== true);
}

function parsed(text: string): Baseline | undefined {
  if (!read.has(text)) {
    const result = readBaseline(text);
    read.clear(); // one at a time: a workspace has one
    read.set(text, result.ok ? result.baseline : undefined);
  }
  return read.get(text);
}

function keyOf(finding: Finding, folder: string): BaselineKey {
  const { rule, resource, address, source } = finding;
  const path = source.startsWith(`${folder}/`) ? decode(source.slice(folder.length + 1)) : source;
  return { rule: rule.id, dialect: resource.dialect, address, fingerprint: fingerprintOf(finding), path };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
