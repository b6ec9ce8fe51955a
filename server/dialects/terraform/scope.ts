// What an expression can see while it is evaluated: its file, its module, local names, and the shared bounds.
import type { Assumptions } from '../../core/assume';
import type { Files, InstanceSet, Resource } from '../../core/resource';
import type { Place } from '../../core/text';
import type { ConfigValue, Origin, Trace } from '../../core/value';
import type { Declarations, Declared } from './declarations';
import type { TerraformFile } from './file';
import type { Expression } from './hcl/ast';
import type { TemplateText } from './template-text';

/** One evaluation of one unit. */
export interface Run {
  readonly around: Files<TerraformFile>;
  /** The folder in which Terraform would be run; relative paths count from here. */
  readonly rootFolder: string;
  readonly limits: Limits;
  /** What folders declare, each read once however often it is called. */
  readonly folders: Map<string, Declarations>;
  /** Files for `templatefile` by their text, each read once. */
  readonly templates: Map<string, TemplateText>;
  /** What connects this reading with the last one; left out where everything is evaluated. */
  readonly memory?: RunMemory;
  readonly evaluate: (expression: Expression, scope: Scope) => ConfigValue;
}

export interface RunMemory {
  /** Modules that were taken over from the last reading. */
  recalled: number;
  /** What is remembered for the next one, once it shows that there was plenty of work left. */
  readonly fresh: (() => void)[];
  /** Files that functions read, by the address of the module that the root calls. */
  readonly reads: Map<string, ReadonlyMap<string, string | undefined>>;
}

/** Counts down; what is left at zero becomes unknown instead of being evaluated. */
export interface Limits {
  steps: number;
  depth: number;
  modules: number;
}

/** More expressions and copied values than any real module tree needs. */
export const MAX_STEPS = 200_000;
/** Deeper chains of locals, modules and nested expressions would endanger the stack. */
export const MAX_DEPTH = 250;
/** Module calls in one unit. */
export const MAX_MODULES = 400;

/** Takes `count` steps; false where none are left. */
export function charge(run: Run, count = 1): boolean {
  run.limits.steps -= count;
  return run.limits.steps > 0;
}

/** A folder's configuration as one module call sees it. */
export interface Module {
  readonly run: Run;
  /** `module.network`; empty for the root. */
  readonly address: string;
  readonly folder: string;
  readonly declarations: Declarations;
  /** The folders from the root down to this one. */
  readonly folders: readonly string[];
  /** Arguments of the call; undefined for the root, whose variables come from files. */
  readonly call: ModuleCall | undefined;
  /** What Terragrunt hands to the root. */
  readonly inputs?: Inputs;
  /** Results, each worked out once. */
  readonly memo: Map<string, Located>;
  readonly children: Map<string, Module | MissingModule>;
}

/** What a `terragrunt.hcl` says about the variables of the module that it runs. */
export interface Inputs {
  readonly file: TerraformFile;
  readonly value: ConfigValue | undefined;
  /** Variables may be set in ways that the file does not show. */
  readonly others: boolean;
  /** What is included may add to maps and lists. */
  readonly merged: boolean;
  /** Stronger values may be there for all variables. */
  readonly hidden: boolean;
}

/** How a module was called. */
export interface ModuleCall {
  readonly declared: Declared;
  readonly scope: Scope;
  readonly via: readonly Trace[];
  readonly exists: Resource['exists'];
  /** The branches that conditions take wherever the module exists. */
  readonly assumed: Assumptions;
  /** The instances of the call and of those around it, where they are known. */
  readonly instances: readonly InstanceSet[];
}

/** A module whose files can't be read, and why. */
export interface MissingModule {
  readonly missing: string;
  /** Where the call can be repaired, for a problem that is not a matter of what is at hand. */
  readonly at?: Place;
}

/** A value in the file where it was written. */
export interface Located {
  readonly value: ConfigValue;
  readonly origin?: Origin | undefined;
}

/** The surroundings of an expression. */
export interface Scope {
  readonly module: Module;
  readonly file: TerraformFile;
  /** Iterators: `each`, `count`, the names of `for`, a `dynamic` block's. */
  readonly names: ReadonlyMap<string, ConfigValue>;
  /** What any other name stands for in a template that sees nothing but what is handed to it. */
  readonly others?: ConfigValue;
  /** The block is off by default, and looked at all the same: for it, whatever is off by default is there. */
  readonly anyway?: true;
  /** Keeps conditions apart that read the same but see other iterators. */
  readonly tag: string;
}

/** A scope without iterators. */
export function scopeOf(module: Module, file: TerraformFile): Scope {
  return { module, file, names: NO_NAMES, tag: '' };
}

const NO_NAMES: ReadonlyMap<string, ConfigValue> = new Map();

/** The scope with more names; `tag` tells this use from others. */
export function withNames(scope: Scope, names: readonly (readonly [string, ConfigValue])[], tag: string): Scope {
  return { ...scope, names: new Map([...scope.names, ...names]), tag: `${scope.tag}${tag}` };
}

/** A tag for iterators that live at this place. */
export function tagAt(scope: Scope, offset: number, index: number): string {
  return `@${scope.file.source.path}:${String(offset)}#${String(index)}`;
}

/** An address within a module: `module.x.aws_s3_bucket.logs`. */
export function addressIn(module: Module, name: string): string {
  return module.address === '' ? name : `${module.address}.${name}`;
}
