// What the functions that evaluate one file share: its text, its bounds, and the way back to `evaluate`.
import type { Trace } from '../../core/value';
import type { Span } from '../../core/text';
import { callName, type Node } from './ast';
import type { CallNumbers, CallSite, FunctionInfo } from './scope';

/** One file being read. `steps` and `depth` bound the work; `evaluate` says unknown beyond them. */
export interface Reader {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
  readonly functions: ReadonlyMap<Node, FunctionInfo>;
  readonly numbers: CallNumbers;
  /** Steps left for the resource at hand. */
  steps: number;
  depth: number;
  /** What is being evaluated: who comes back to it goes in a circle. */
  readonly open: Set<Node>;
  /** The calls whose results are being evaluated, by what they call: inside, its parameters are what that call gives. */
  readonly calling: Map<FunctionInfo, CallSite>;
}

export const STEPS_PER_RESOURCE = 6000;
export const MAX_EVALUATION_DEPTH = 60;

/** The id of what a call or an assignment makes; an assignment is known by its offset. */
export function idOf({ numbers }: Reader, type: string, node: Node): string {
  const number = numbers.get(node);
  return number === undefined ? `${type}@${String(node.range[0])}` : `${type}@${callName(node)}#${String(number)}`;
}

/** One step of a trace into the file that is read. */
export function traceTo(reader: Reader, span: Span, note: string): Trace {
  return { place: { uri: reader.uri, span }, note };
}
