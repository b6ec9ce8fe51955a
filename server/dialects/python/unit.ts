// A unit of Python files: one module made of them in the order given.
import { inApplication } from '../../core/cdk-application';
import type { Files, Unit } from '../../core/resource';
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

/** Evaluates files as one module; the first says to which CDK application they belong. */
export function resolvePython(files: readonly PythonFile[], around: Files<PythonFile>): Unit {
  const resources = resourcesOf(moduleOf(files));
  const [first] = files;
  return { documents: files, resources: first ? inApplication(resources, first.source, around) : resources };
}
