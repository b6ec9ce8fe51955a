// What evaluation needs to know of a template: its named members, what has been worked out already, and how much work is left.
import type { Files } from '../../core/resource';
import type { Span } from '../../core/text';
import type { ConfigValue, Trace, UnknownValue } from '../../core/value';
import type { Atom, Formula } from './conditions';
import { FREE_WORK } from './limits';
import { childOf, type Member, type RawNode } from './raw';
import type { Template } from './template';

/** The stacks that are evaluated together. */
export interface Tree {
  readonly around: Files<Template>;
  /** Nested stacks that may still be opened. */
  stacks: number;
}

/** One stack of a tree. */
export interface Stack {
  readonly tree: Tree;
  /** Stands before the ids of its resources and the names of its conditions; empty for the outermost stack. */
  readonly prefix: string;
  /** The paths of the templates from the outermost one down to this one. */
  readonly paths: readonly string[];
  /** The resources that lead here. */
  readonly via: readonly Trace[];
  /** The resource that it is, in the stack around it; undefined for the outermost one. */
  readonly call: StackCall | undefined;
  /** The Serverless Framework's service that the template is part of, once its evaluation has started. */
  service?: Scope;
}

/** A nested stack as a resource of the stack around it. */
export interface StackCall {
  readonly member: Member;
  readonly parent: Scope;
}

/** What a stack is handed, as it is written. */
export function argumentsOf({ value }: Member): RawNode | undefined {
  return childOf(childOf(value, 'Properties'), 'Parameters');
}

/** What a stack is handed for a parameter, as it is written. */
export function argumentFor(name: string, { member }: StackCall): RawNode | undefined {
  return childOf(argumentsOf(member), name);
}

/** One evaluation of one template. Lives as long as one call of `resolve`. */
export interface Scope {
  readonly template: Template;
  readonly uri: string;
  readonly stack: Stack;
  /** The members of a section by name. */
  readonly members: (section: string) => ReadonlyMap<string, Member>;
  readonly parameters: ReadonlyMap<string, Member>;
  readonly mappings: ReadonlyMap<string, Member>;
  readonly conditions: ReadonlyMap<string, Member>;
  /** Values of parameters, once worked out. */
  readonly values: Map<string, ConfigValue>;
  /** Values of outputs, once a stack around this one asks for them. */
  readonly outputs: Map<string, ConfigValue>;
  /** Nested stacks by the name of their resource, once opened; undefined for what is not at hand. */
  readonly children: Map<string, Scope | undefined>;
  /** Conditions, once worked out; `asked` while that goes on, which ends cycles. */
  readonly formulas: Map<string, Formula | 'asked'>;
  /** Conditions that ask themselves. */
  readonly circular: Set<string>;
  /** Undecided comparisons, once somebody asks for them. */
  atoms: Map<string, Atom> | undefined;
  /** A file that belongs to it is not at hand. */
  missing: boolean;
  /** Steps left before evaluation gives up. */
  work: number;
  depth: number;
}

/** Where a raw node is evaluated: its chunk's offset, and the variables of the `Fn::ForEach` loops around it. */
export interface Frame {
  readonly scope: Scope;
  readonly base: number;
  readonly loop?: ReadonlyMap<string, ConfigValue>;
}

/** Starts an evaluation. */
export function newScope(template: Template, stack: Stack): Scope {
  const known = new Map<string, ReadonlyMap<string, Member>>();
  const members = (section: string): ReadonlyMap<string, Member> => {
    const named = known.get(section) ?? new Map((template.sections.get(section) ?? []).map((each) => [each.key, each]));
    known.set(section, named);
    return named;
  };
  const scope: Scope = {
    template,
    uri: template.source.uri,
    stack,
    members,
    parameters: members('Parameters'),
    mappings: members('Mappings'),
    conditions: members('Conditions'),
    values: new Map(),
    outputs: new Map(),
    children: new Map(),
    formulas: new Map(),
    circular: new Set(),
    atoms: undefined,
    missing: false,
    work: workFor(template),
    depth: 0,
  };
  if (template.serverless) stack.service ??= scope;
  return scope;
}

/** The steps that a template may take. */
export function workFor({ source }: Template): number {
  return FREE_WORK + source.text.length;
}

/** A node's place in the file. */
export function spanOf(node: { readonly start: number; readonly end: number }, base: number): Span {
  return { start: base + node.start, end: base + node.end };
}

/** A value that can't be known here. */
export function unknown(span: Span, reason: string, trace?: readonly Trace[]): UnknownValue {
  return trace ? { kind: 'unknown', span, reason, trace } : { kind: 'unknown', span, reason };
}

/** What a value is where the work is used up; the unit then says so in a problem. */
export function tooLarge(span: Span): UnknownValue {
  return unknown(span, 'the template is too large to evaluate');
}

/** Charges for work; false where the template has used up what it may. */
export function spend(scope: Scope, amount: number): boolean {
  scope.work -= amount;
  return scope.work >= 0;
}

/** The value with steps added to its own trace; the value itself and what is in it keep their spans. */
export function traced<V extends ConfigValue>(value: V, ...steps: readonly Trace[]): V {
  return steps.length === 0 ? value : { ...value, trace: [...(value.trace ?? []), ...steps] };
}
