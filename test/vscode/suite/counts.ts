// Tells the process outside how many tests passed and failed: one line that scripts/test.ts reads and doesn't show.

/** Prints the counts of a finished mocha run. Pending tests count as neither. */
export function reportCounts(stats: { readonly passes: number; readonly failures: number } | undefined): void {
  console.log(`test counts: ${String(stats?.passes ?? 0)} ${String(stats?.failures ?? 1)}`);
}
