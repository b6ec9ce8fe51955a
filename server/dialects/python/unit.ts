// A unit of Python files: one module made of them in the order given.
import type { Unit } from '../../core/resource';
import { evaluate } from './evaluate';
import { makeModule, type Module } from './module';
import type { PythonFile } from './read';
import { resourcesOf } from './resources';
import { spanOf } from './syntax';
import { classify, denote } from './things';
import { unknown } from './values';

/** The code of files as one module: names flow from earlier files to later ones. */
export function moduleOf(files: readonly PythonFile[]): Module {
  return makeModule(
    files.map((file) => file.root),
    { evaluate, denote, classify, circular: (node) => unknown(spanOf(node), 'it hangs on itself') },
  );
}

/** Evaluates files as one module. */
export function resolvePython(files: readonly PythonFile[]): Unit {
  return { documents: files, resources: resourcesOf(moduleOf(files)) };
}
