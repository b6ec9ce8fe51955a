// Complaints about suppressions from several units brought together.
import type { ReportedProblem } from '../report/model';

/** A module's file belongs to every unit that calls it: its suppression is stale only where all of them say so. */
export interface ComplaintTally {
  units: number;
  readonly complaints: Map<string, { readonly problem: ReportedProblem; times: number }>;
}

/** Counts the complaints of one unit, whose files are `paths`. */
export function tally(
  byPath: Map<string, ComplaintTally>,
  complaints: readonly ReportedProblem[],
  paths: readonly string[],
): void {
  for (const path of paths) {
    const known = byPath.get(path) ?? {
      units: 0,
      complaints: new Map<string, { problem: ReportedProblem; times: number }>(),
    };
    known.units++;
    byPath.set(path, known);
    for (const problem of complaints.filter((complaint) => complaint.path === path)) {
      const key = `${String(problem.region.startLine)}:${String(problem.region.startColumn)} ${problem.message}`;
      const before = known.complaints.get(key);
      known.complaints.set(key, { problem, times: (before?.times ?? 0) + 1 });
    }
  }
}

/** The complaints on which all units of a file agree. */
export function agreedComplaints(byPath: ReadonlyMap<string, ComplaintTally>): readonly ReportedProblem[] {
  return [...byPath.values()].flatMap(({ units, complaints }) =>
    [...complaints.values()].filter(({ times }) => times === units).map(({ problem }) => problem),
  );
}
