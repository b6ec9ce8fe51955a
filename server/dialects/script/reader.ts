// What the functions that evaluate one file share: its text, its bounds, and the way back to `evaluate`.
import type { Trace } from '../../core/value';
import type { Span } from '../../core/text';
import type { Node } from './ast';
import type { Context, FunctionInfo } from './scope';

/** One file being read. `steps` and `depth` bound the work; `evaluate` says unknown beyond them. */
export interface Reader {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
  readonly functions: ReadonlyMap<Node, FunctionInfo>;
  /** Steps left for the resource at hand. */
  steps: number;
  depth: number;
  /** What is being evaluated: who comes back to it goes in a circle. */
  readonly open: Set<Node>;
}

/** A node with the place it stands in. */
export interface Placed {
  readonly node: Node;
  readonly context: Context;
}

export const STEPS_PER_RESOURCE = 6000;
export const MAX_EVALUATION_DEPTH = 60;

/** One step of a trace into the file that is read. */
export function traceTo(reader: Reader, span: Span, note: string): Trace {
  return { place: { uri: reader.uri, span }, note };
}
