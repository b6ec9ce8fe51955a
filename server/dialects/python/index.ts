// The Python dialect: scripts and notebooks with AWS SDK calls, SageMaker jobs, CDK constructs, and what else opens connections or hashes.
import type { Adapter } from '../../core/resource';
import { editPython } from './edit';
import { readPython, type PythonFile } from './read';
import { resolvePython } from './unit';
import { mentionsWords } from './words';

export type { PythonFile } from './read';

/**
 * Reads `.py` files and notebooks. `resolve` takes all files it is given as one module in their order, so a host may pass a notebook's
 * cells as documents of their own (their path ends with `.ipynb`, their text is the cell's).
 */
export const python: Adapter<PythonFile> = {
  name: 'python',
  claims: (path, text, unclaimed) =>
    (path.endsWith('.py') || path.endsWith('.ipynb')) && mentionsWords(text, unclaimed),
  read: readPython,
  unitFolder: () => undefined,
  resolve: (files, around) => resolvePython(files, around),
  edit: editPython,
};
