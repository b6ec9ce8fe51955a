// Prints what contradicts AWS's schemas and has no reason in the list of reasons.

/** Prints each that nothing explains. `reasons`: lines of what was found, why it stands, and AWS's page. `isWhole`: everything was looked at. */
export function printUnexplained(
  title: string,
  found: readonly string[],
  reasons: readonly string[],
  isWhole: boolean,
): void {
  const explained = new Set(reasons.map((reason) => reason.split('\t')[0] ?? ''));
  const open = found.filter((each) => !explained.has(each));
  for (const each of open) console.log(`unknown to AWS's schemas: ${each}`);
  for (const each of isWhole ? explained : [])
    if (!found.includes(each)) console.log(`scripts/coverage/explained.tsv explains nothing: ${each}`);
  console.log(
    `${title}: ${String(found.length)}, explained ${String(found.length - open.length)}, open ${String(open.length)}`,
  );
}
