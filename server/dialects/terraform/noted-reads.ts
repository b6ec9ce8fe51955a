// Notes which files of the workspace functions read while a module is evaluated.
import type { Files } from '../../core/resource';
import type { TerraformFile } from './file';
import type { Run } from './scope';

/** The same evaluation, in which the files that functions read are noted for the module with this address. */
export function notingReads(run: Run, address: string): Run {
  if (!run.memory) return run;
  const reads = new Map<string, string | undefined>();
  run.memory.reads.set(address, reads);
  const around: Files<TerraformFile> = {
    ...run.around,
    text: (path) => {
      const text = run.around.text(path);
      reads.set(path, text);
      return text;
    },
  };
  return { ...run, around };
}
