// One unit's code as one module: what the evaluating files share, without knowing each other.
import type { ConfigValue } from '../../core/value';
import type { Operator } from './airflow-operators';
import { indexBlocks, type BlockIndex } from './blocks';
import { makeLookup, type Lookup } from './flow';
import { bare, calleeName, textOf, type Node } from './syntax';

/** What a call is to us. Calls that are none of these have no kind. */
export type Kind =
  /** A boto3 call. `owner` is the call that made the boto3 resource it is called on. */
  | {
      readonly family: 'operation';
      readonly type: string;
      readonly service: string;
      readonly method: string;
      readonly shape: string;
      readonly owner?: Node;
    }
  | { readonly family: 'client'; readonly type: 'sdk:Client'; readonly service: string; readonly resource: boolean }
  /** SageMaker SDK: a constructor (`method` empty) or a method of what a constructor made. */
  | {
      readonly family: 'sagemaker';
      readonly type: string;
      readonly base: string;
      readonly name: string;
      readonly method: string;
    }
  /** An operator of Airflow, which makes an API's call when it runs. */
  | { readonly family: 'operator'; readonly type: string; readonly operator: Operator }
  /** `terraform`: a resource of CDK for Terraform, whose names are Terraform's. `method`: made by a method, which takes no scope. */
  | {
      readonly family: 'construct';
      readonly type: string;
      readonly level1: boolean;
      readonly terraform?: true;
      readonly method?: true;
    }
  /** CDK values: a struct, a factory such as `Duration.days(1)`, an imported construct. */
  | { readonly family: 'struct' | 'factory' | 'imported'; readonly type: string; readonly level1: boolean }
  /** A call into one of the reported modules. */
  | { readonly family: 'reported'; readonly type: string; readonly path: string }
  /** A call that has another one made later: `partial(s3.put_object, …)`, `pool.submit(s3.put_object, …)`. */
  | { readonly family: 'later'; readonly type: string; readonly of: Kind };

/** What an expression denotes, where it is no plain value. */
export type Thing =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'session' }
  | { readonly kind: 'client'; readonly service: string }
  /** A boto3 resource: `boto3.resource('s3')` has the shape `''`, `.Bucket('x')` the shape `Bucket` and its call. */
  | { readonly kind: 'boto'; readonly service: string; readonly shape: string; readonly owner?: Node }
  | { readonly kind: 'made'; readonly call: Node; readonly made: Kind }
  | { readonly kind: 'class'; readonly node: Node; readonly call?: Node }
  | { readonly kind: 'function'; readonly node: Node };

export interface Module extends Lookup {
  readonly index: BlockIndex;
  readonly evaluate: (node: Node) => ConfigValue;
  readonly denote: (node: Node) => Thing | undefined;
  readonly classify: (call: Node) => Kind | undefined;
  /** Calls whose callee's last name is this. */
  readonly callsOf: (name: string) => readonly Node[];
  /** The id of the resource that a call makes: unlike its offset, its place among the calls of that name stays when text is typed above. */
  readonly idOf: (call: Node, kind: Kind) => string;
  /** Counts work; false where the unit's budget is used up. */
  readonly spend: (amount: number) => boolean;
}

type Part<Result> = (module: Module, node: Node) => Result;

/** The parts of a module that need each other. */
export interface Parts {
  readonly evaluate: Part<ConfigValue>;
  readonly denote: Part<Thing | undefined>;
  readonly classify: Part<Kind | undefined>;
  /** The answer for a node that, in the end, asks for itself. */
  readonly circular: (node: Node) => ConfigValue;
}

const BUDGET = 300_000;

/** Joins scripts, in order, to one module. */
export function makeModule(scripts: readonly Node[], parts: Parts): Module {
  const index = indexBlocks(scripts);
  const byName = new Map<string, Node[]>();
  const numbers = new Map<Node, number>();
  for (const call of index.calls) {
    const name = nameOf(call);
    const known = byName.get(name) ?? [];
    numbers.set(call, known.push(call));
    byName.set(name, known);
  }
  let budget = BUDGET;
  const module: Module = {
    ...makeLookup(index),
    index,
    evaluate: remembered((node) => parts.evaluate(module, node), parts.circular),
    denote: remembered(
      (node) => parts.denote(module, node),
      () => undefined,
    ),
    classify: remembered(
      (node) => parts.classify(module, node),
      () => undefined,
    ),
    callsOf: (name) => byName.get(name) ?? [],
    idOf: (call, kind) => `${kind.type}@${nameOf(call)}#${String(numbers.get(call))}`,
    spend: (amount) => (budget -= amount) > 0,
  };
  return module;
}

function nameOf(call: Node): string {
  const name = calleeName(call);
  return name ? textOf(name) : '';
}

/** Keeps answers, ends circles, and stops before the stack does. */
function remembered<Result>(ask: (node: Node) => Result, circular: (node: Node) => Result): (node: Node) => Result {
  const answers = new Map<Node, Result>();
  const open = new Set<Node>();
  return (given) => {
    const node = bare(given);
    const known = answers.get(node);
    if (known !== undefined || answers.has(node)) return known as Result;
    if (open.has(node) || open.size > 200) return circular(node);
    open.add(node);
    const answer = ask(node);
    open.delete(node);
    answers.set(node, answer);
    return answer;
  };
}
