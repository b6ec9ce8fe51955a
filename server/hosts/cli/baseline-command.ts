// `cipherlint baseline`: writes down what is there now, so that later scans show only what is new.
import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { writeBaseline } from '../../core/baseline';
import { count } from '../../report/words';
import type { Engine } from '../engine';
import type { Arguments } from './arguments';
import { baselineOf, DEFAULT_BASELINE } from '../baseline-file';
import { complain, scanPaths, type Output } from './scan-command';

/** Scans as `scan` does, and writes (or rewrites) the baseline. What is ignored anyway does not go into it. */
export function baselineCommand(engine: Engine, args: Arguments, output: Output): number {
  const scanned = scanPaths(engine, args, output);
  if (typeof scanned === 'string') return complain(output, scanned);
  const file = args.output ?? scanned.settingsFor('x').baseline ?? DEFAULT_BASELINE;
  const baseline = baselineOf(scanned.report, scanned.root, dirname(resolve(file)));
  try {
    writeFileSync(file, writeBaseline(baseline));
  } catch (error) {
    return complain(output, `${file} can't be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  const number = baseline.entries.reduce((sum, entry) => sum + entry.count, 0);
  output.error(`cipherlint: ${file} written with ${count(number, 'finding')}\n`);
  for (const problem of scanned.unreadable ? scanned.report.problems : [])
    output.error(`cipherlint: ${problem.path}: ${problem.message}\n`);
  return scanned.unreadable ? 2 : 0;
}
