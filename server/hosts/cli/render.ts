// A report in the format that was asked for.
import { pathToFileURL } from 'node:url';
import { github } from '../../report/github';
import { html } from '../../report/html';
import { json } from '../../report/json';
import { junit } from '../../report/junit';
import type { ScanReport } from '../../report/model';
import { coloured, plain, pretty, type Paint } from '../../report/pretty';
import { sarif } from '../../report/sarif';
import { toPath } from '../disk';
import type { Arguments } from './arguments';

/** The text of a report. `root`: the folder to which its paths are relative. */
export function render(report: ScanReport, root: string, args: Pick<Arguments, 'format' | 'output'>): string {
  switch (args.format) {
    case 'json':
      return json(report);
    case 'sarif':
      return sarif(report, pathToFileURL(root).href);
    case 'junit':
      return junit(report);
    case 'html':
      return html(report);
    case 'github':
      return github(report, toPath(process.cwd(), root).replace(/^\.\..*/, ''));
    case 'pretty':
    case 'csv': // only the inventory has it
      return pretty(report, paintFor(args));
  }
}

/** Colours where a person looks. */
export function paintFor({ output }: Pick<Arguments, 'output'>): Paint {
  return process.stdout.isTTY && output === undefined && !('NO_COLOR' in process.env) ? coloured : plain;
}
