// Which units of a workspace stand for themselves: what another unit calls is judged there, with the arguments of the call.
import type { JudgedUnit } from './project';

/** The units of these paths, each once, without those that are only modules or nested stacks of another one. */
export function ownUnits(units: readonly JudgedUnit[]): readonly JudgedUnit[] {
  const callers = calledFrom(units);
  const seen = new Set<JudgedUnit['unit']>();
  return units.filter((judged) => {
    if (seen.has(judged.unit) || isCalled(judged, callers)) return false;
    seen.add(judged.unit);
    return true;
  });
}

/** The folder or file that a unit starts from. */
function homeOf({ unit, adapter }: JudgedUnit): string | undefined {
  const path = unit.documents[0]?.source.path;
  return path === undefined ? undefined : (adapter.unitFolder(path) ?? path);
}

/** Modules and nested stacks with the units that call them. */
function calledFrom(units: readonly JudgedUnit[]): ReadonlyMap<string, ReadonlySet<string>> {
  const callers = new Map<string, Set<string>>();
  for (const judged of units) {
    const own = homeOf(judged);
    for (const { source } of judged.unit.documents) {
      const home = judged.adapter.unitFolder(source.path) ?? source.path;
      if (own !== undefined && home !== own) callers.set(home, (callers.get(home) ?? new Set()).add(own));
    }
  }
  return callers;
}

/** Of two that call each other, both are judged. */
function isCalled(judged: JudgedUnit, callers: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const home = homeOf(judged);
  if (home === undefined) return false;
  return [...(callers.get(home) ?? [])].some((caller) => callers.get(caller)?.has(home) !== true);
}
