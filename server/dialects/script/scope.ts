// What a name means: scopes, bindings, writes to them, and the places where calls stand. Data only; `collect.ts` fills it.
import type { Call, Class, Func, Node, Binary } from './ast';

/** A branch under which code runs: the text of the test, and which way it went. */
export interface Condition {
  readonly test: string;
  readonly branch: string;
}

/** Where a piece of code stands: its scope, its function, and the branches inside that function that lead to it. */
export interface Context {
  readonly scope: Scope;
  readonly conditions: readonly Condition[];
}

export interface Scope {
  readonly parent: Scope | undefined;
  readonly names: Map<string, Binding>;
  /** The function whose body this is or lies in; undefined at the file's top. */
  readonly owner: FunctionInfo | undefined;
  /** The class in which `this` stands here. */
  readonly inClass: ClassInfo | undefined;
}

export interface FunctionInfo {
  readonly node: Func;
  readonly context: Context;
  readonly calls: CallSite[];
  exported: boolean;
  name: string;
  readonly returns: { readonly node: Node; readonly context: Context }[];
}

export interface CallSite {
  readonly node: Call;
  readonly context: Context;
}

/** A call's place among those of the same name in its file. What a call makes is known by it: unlike its offset, it stays when text is typed above. */
export type CallNumbers = ReadonlyMap<Node, number>;

export interface ClassInfo {
  readonly node: Class;
  readonly context: Context;
  readonly fields: Map<string, FieldInfo>;
  readonly methods: Map<string, FunctionInfo>;
  exported: boolean;
}

export interface FieldInfo {
  readonly values: { readonly node: Node; readonly context: Context }[];
  parameter?: Binding;
  typeName?: Node | undefined;
}

/** Something that happens to a variable after its declaration. */
export interface Write {
  /** The properties between the variable and what is written; empty where the variable itself is. */
  readonly path: readonly string[];
  /** `escape`: it is handed to code that may change it in any way. */
  readonly kind: 'set' | 'delete' | 'push' | 'merge' | 'escape';
  readonly value: Node | undefined;
  readonly context: Context;
  readonly offset: number;
}

export interface Binding {
  readonly name: string;
  readonly kind: 'import' | 'variable' | 'parameter' | 'function' | 'class' | 'enum' | 'other';
  readonly context: Context;
  /** Where the name is declared. */
  readonly node: Node;
  /** For imports: the module, and the name it exports (`*` for the whole module). */
  readonly module?: string | undefined;
  readonly imported?: string | undefined;
  /** The value it starts with, taken apart by `path`. */
  readonly init?: Node | undefined;
  readonly path?: readonly string[] | undefined;
  /** The default in a pattern or a parameter. */
  readonly fallback?: Node | undefined;
  readonly typeName?: Node | undefined;
  /** For parameters: the function and the place in its list. */
  readonly func?: FunctionInfo | undefined;
  readonly index?: number | undefined;
  readonly writes: Write[];
}

/** Everything that one walk over a file finds. */
export interface Collected {
  readonly top: Scope;
  readonly calls: readonly CallSite[];
  readonly numbers: CallNumbers;
  readonly functions: ReadonlyMap<Node, FunctionInfo>;
  readonly assignments: readonly { readonly node: Binary; readonly context: Context }[];
  /** `super(...)` calls stand among `calls` too. */
  readonly truncated: boolean;
}

/** The binding of a name as seen from a scope. */
export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}
