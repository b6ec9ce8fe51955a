// Which units of a workspace stand for themselves: a module that another unit calls is judged there, with the arguments of the call.
import type { JudgedUnit } from './project';

/** The units of these paths, each once, without those that are only modules of another one. */
export function ownUnits(units: readonly JudgedUnit[]): readonly JudgedUnit[] {
  const inner = moduleFolders(units);
  const seen = new Set<JudgedUnit['unit']>();
  return units.filter((judged) => {
    if (seen.has(judged.unit) || isCalledModule(judged, inner)) return false;
    seen.add(judged.unit);
    return true;
  });
}

/** Folders that another unit has as a module. */
function moduleFolders(units: readonly JudgedUnit[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { unit, adapter } of units) {
    const own = unit.documents[0] && adapter.unitFolder(unit.documents[0].source.path);
    for (const document of unit.documents) {
      const folder = adapter.unitFolder(document.source.path);
      if (folder !== undefined && folder !== own) folders.add(folder);
    }
  }
  return folders;
}

function isCalledModule({ unit, adapter }: JudgedUnit, inner: ReadonlySet<string>): boolean {
  const first = unit.documents[0];
  const folder = first && adapter.unitFolder(first.source.path);
  return folder !== undefined && inner.has(folder);
}
