// Follows a name from where it is used back to what it was set to, through blocks, branches, functions and classes.
import { isCompound, type Block, type BlockIndex } from './blocks';
import { boundInside } from './conditions';
import { choice, ifFlow, leaves } from './flow-branches';
import { hasBase, isConstructor, parameters } from './functions';
import { definitionOf, writesOf, type Step, type Write } from './writes';
import { kid, type Node } from './syntax';

/** What is known of a name at a place. */
export type Flow =
  /** The step that wrote it last; `before` is what it was until then. */
  | { readonly kind: 'step'; readonly step: Step; readonly before: () => Flow }
  | { readonly kind: 'choice'; readonly test: string; readonly sure: boolean; readonly options: readonly FlowOption[] }
  | { readonly kind: 'parameter'; readonly fn: Node; readonly name: string }
  /** Never written in this unit: a builtin, or something not seen. */
  | { readonly kind: 'none' }
  | { readonly kind: 'lost'; readonly reason: string };

export interface FlowOption {
  readonly branch: string;
  readonly flow: Flow;
}

/** Answers what names are. */
export interface Lookup {
  /** What a name (dotted or not) is where the node stands. */
  readonly lookup: (name: string, at: Node) => Flow;
  /** What an attribute of a class is after its constructor, seen from outside. */
  readonly attribute: (classNode: Node, name: string) => Flow;
}

const NONE: Flow = { kind: 'none' };
const MAX_STEPS = 100;
/** Look-ups beyond this many in one unit are not made. */
const MAX_ASKED = 200_000;

/** How far a look-up has come; `inMember` while a method is looked into for an attribute, so that methods don't ask each other. */
interface Way {
  readonly depth: number;
  readonly inMember: boolean;
}

interface Method {
  readonly node: Node;
  readonly block: Block;
  readonly self: string;
}

const START: Way = { depth: 0, inMember: false };

function further(way: Way): Way {
  return { ...way, depth: way.depth + 1 };
}

const END = Number.MAX_SAFE_INTEGER;

/** Makes the look-up for a unit. Answers are kept. */
export function makeLookup(index: BlockIndex): Lookup {
  const known = new Map<Block, Map<string, Flow>>();
  const members = new Map<Block, Map<string, Flow>>();
  const methods = new Map<Block, readonly Method[]>();
  let asked = 0;

  function valueAt(name: string, block: Block, before: number, way: Way): Flow {
    if (way.depth > MAX_STEPS || ++asked > MAX_ASKED) return { kind: 'lost', reason: 'it is set in too many steps' };
    const at = lastBefore(block.writes.get(name), before);
    const key = `${way.inMember ? 'm' : ''}${String(at)} ${name}`;
    const answers = known.get(block) ?? new Map<string, Flow>();
    known.set(block, answers);
    const answer = answers.get(key);
    if (answer) return answer;
    const made = at < 0 ? outside(name, block, further(way)) : written(name, block, at, further(way));
    answers.set(key, made);
    return made;
  }

  function written(name: string, block: Block, at: number, way: Way): Flow {
    const statement = block.statements[at];
    if (!statement) return NONE;
    const before = (): Flow => valueAt(name, block, at, way);
    if (isCompound(statement)) return branches(name, statement, before, way);
    const write = lastWrite(statement, name);
    return write ? { kind: 'step', step: write.step, before } : NONE;
  }

  function branches(name: string, statement: Node, before: () => Flow, way: Way): Flow {
    const parts = statement.kids.filter((k) => k.name === 'Body' || k.name === 'MatchBody');
    const end = (body: Node): Flow | undefined => {
      const block = index.bodies.get(body);
      return !block || leaves(block) ? undefined : valueAt(name, block, END, way);
    };
    const first = parts[0];
    switch (statement.name) {
      case 'IfStatement':
        return ifFlow(statement, end, before);
      case 'WithStatement':
        return (first && end(first)) ?? before();
      case 'TryStatement':
        return tryFlow(name, statement, end, before);
      case 'MatchStatement':
        return { kind: 'lost', reason: 'it hangs on a match statement' };
      default: {
        const after = first && end(first);
        if (!after) return before();
        return choice(
          `loop ${String(statement.start)}`,
          [
            ['ran', after],
            ['never ran', before()],
          ],
          false,
        );
      }
    }
  }

  function tryFlow(name: string, statement: Node, end: (body: Node) => Flow | undefined, before: () => Flow): Flow {
    const options: [string, Flow][] = [];
    let label = 'try';
    for (const k of statement.kids) {
      if (k.name === 'except' || k.name === 'else' || k.name === 'finally') label = k.name;
      if (k.name !== 'Body') continue;
      const flow = index.bodies.get(k)?.writes.has(name) || label === 'try' ? end(k) : undefined;
      if (flow && (label === 'else' || label === 'finally')) options.splice(0, options.length, [label, flow]);
      else if (flow) options.push([`${label} ${String(options.length)}`, flow]);
    }
    return options.length ? choice(`try ${String(statement.start)}`, options, false) : before();
  }

  /** Nothing in the block wrote it: goes on before the block's owner, or out of the function. */
  function outside(name: string, block: Block, way: Way): Flow {
    const owner = block.owner;
    if (!owner) return NONE;
    const header = isCompound(owner) ? lastWrite(owner, name) : undefined;
    if (header) return { kind: 'step', step: header.step, before: () => NONE };
    const statement = owner.parent?.name === 'DecoratedStatement' ? owner.parent : owner;
    const position = index.positions.get(statement);
    if (!position) return NONE;
    if (owner.name !== 'FunctionDefinition') return valueAt(name, position.block, position.index, way);
    if (parameters(owner).some((p) => p.name === name)) return { kind: 'parameter', fn: owner, name };
    if (position.block.owner?.name !== 'ClassDefinition') return valueAt(name, position.block, END, way);
    const self = parameters(owner)[0]?.name;
    if (self && name.startsWith(`${self}.`)) return member(position.block, name.slice(self.length + 1), way);
    const outer = index.positions.get(decorated(position.block.owner));
    return outer ? valueAt(name, outer.block, END, way) : NONE;
  }

  /** `self.x`: what the constructor leaves there, else the one method that sets it, else the class's own attribute. */
  function member(body: Block, name: string, way: Way): Flow {
    if (way.inMember) return valueAt(name, body, END, way);
    const answers = members.get(body) ?? new Map<string, Flow>();
    members.set(body, answers);
    const made =
      answers.get(name) ?? setInMethods(body, name, { ...way, inMember: true }) ?? valueAt(name, body, END, way);
    answers.set(name, made);
    return made;
  }

  function methodsOf(body: Block): readonly Method[] {
    const known = methods.get(body);
    if (known) return known;
    const made = body.statements.flatMap((statement): readonly Method[] => {
      const node = definitionOf(statement);
      const inner = node?.name === 'FunctionDefinition' ? kid(node, 'Body') : undefined;
      const block = inner && index.bodies.get(inner);
      const self = node && parameters(node)[0]?.name;
      return node && block && self ? [{ node, block, self }] : [];
    });
    methods.set(body, made);
    return made;
  }

  function setInMethods(body: Block, name: string, inside: Way): Flow | undefined {
    const setting = methodsOf(body).flatMap(({ node: method, block, self }): Flow[] => {
      if (!block.writes.has(`${self}.${name}`)) return [];
      const flow = valueAt(`${self}.${name}`, block, END, inside);
      return isConstructor(method) ? [flow, flow] : [flow];
    });
    const twice = setting.find((flow, i) => setting.indexOf(flow) !== i);
    if (twice) return twice;
    if (setting.length > 1) return { kind: 'lost', reason: 'several methods set it' };
    if (setting.length === 1 && !body.writes.has(name) && body.owner && hasBase(body.owner))
      return { kind: 'lost', reason: 'the constructor of its base class may set it, too' };
    return setting[0];
  }

  const lookup = (name: string, at: Node): Flow => {
    const bound = boundInside(name, at);
    if (bound) return bound;
    const statement = statementOf(at, index);
    const position = statement && index.positions.get(statement);
    if (!position) return NONE;
    return valueAt(name, position.block, position.index, START);
  };
  const attribute = (node: Node, name: string): Flow => {
    const body = kid(node, 'Body');
    const block = body && index.bodies.get(body);
    return block ? member(block, name, START) : NONE;
  };
  return { lookup, attribute };
}

function lastWrite(statement: Node, name: string): Write | undefined {
  const writes = writesOf(statement).filter((w) => w.name === name);
  return writes[writes.length - 1];
}

function decorated(node: Node): Node {
  return node.parent?.name === 'DecoratedStatement' ? node.parent : node;
}

function lastBefore(indices: readonly number[] | undefined, before: number): number {
  if (!indices) return -1;
  for (let i = indices.length - 1; i >= 0; i--) {
    const at = indices[i];
    if (at !== undefined && at < before) return at;
  }
  return -1;
}

/** The nearest statement around a node that stands in an indexed block. */
export function statementOf(node: Node, index: BlockIndex): Node | undefined {
  let at: Node | undefined = node;
  while (at && !index.positions.has(at)) at = at.parent;
  return at;
}
