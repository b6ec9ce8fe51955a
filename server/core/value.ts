// The few shapes into which every dialect adapter turns a configuration, with exact spans. Names stay as the dialect writes them.
import type { Place, Span } from './text';

/** `null` means "as if not written": `AWS::NoValue`, Terraform's `null`, a YAML key that has no value yet. */
export type Scalar = string | number | boolean | null;

/** One step of the way from the place where a value is used to the place where it was decided. */
export interface Trace {
  readonly place: Place;
  /** Plain words for the step, such as `default of variable "key"`. */
  readonly note: string;
}

interface Written {
  /**
   * Where the value stands in its resource's own file. A value that comes from elsewhere (a variable, a parameter, another file) has
   * the span of the expression that uses it, in all its parts, and says in `trace` where it was decided.
   */
  readonly span: Span;
  readonly trace?: readonly Trace[];
}

/** What may be another text, spelled in another way. */
interface Encoding {
  /** The text that it encodes, as base64 or zipped: what of that is known still tells. */
  readonly encodes?: ConfigValue;
}

/** A known plain value. */
export interface ScalarValue extends Written, Encoding {
  readonly kind: 'scalar';
  readonly value: Scalar;
}

/** Text of which some parts are known: `"http://${var.host}/"`. */
export interface TextValue extends Written {
  readonly kind: 'text';
  /** Known text as strings; what is not known as values (never scalars). */
  readonly parts: readonly (string | ConfigValue)[];
}

/** A map, a Terraform block's body, a call's arguments. */
export interface ObjectValue extends Written {
  readonly kind: 'object';
  readonly entries: readonly Entry[];
  /** More entries may exist than can be seen: a spread, a `dynamic` block over unknown values, `Fn::Transform`. */
  readonly open: boolean;
  /** The smallest text that stands for the object: its key, its block's type, its first key in a list item. Never the whole block. */
  readonly head: Span;
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: ConfigValue;
}

/** A list. Nested blocks of Terraform are lists of objects, whether they stand there once or several times. */
export interface ListValue extends Written {
  readonly kind: 'list';
  readonly items: readonly ConfigValue[];
  /** More items may exist than can be seen. */
  readonly open: boolean;
}

/** A value that hangs on a condition: `Fn::If`, `a ? b : c`. Every branch must hold. */
export interface ChoiceValue extends Written {
  readonly kind: 'choice';
  /** Names the condition. Choices with the same test in one unit take the same branch together. */
  readonly test: string;
  readonly options: readonly Option[];
  /**
   * True: any branch may be deployed, so one bad branch is a gap (`Fn::If`, a ternary).
   * False: somebody picks one value later (a parameter's `AllowedValues`), so a mixed verdict is unknown.
   */
  readonly everyBranch: boolean;
}

export interface Option {
  /** The branch's name within its test, such as `true` or `false`. */
  readonly branch: string;
  readonly value: ConfigValue;
}

/** Something that is surely set and names another thing in this unit: `!GetAtt Key.Arn`, `aws_kms_key.main.arn`. */
export interface RefValue extends Written {
  readonly kind: 'ref';
  /** The `id` of the resource it names. It may not exist in the unit. */
  readonly target: string;
  /** What of it is taken: `Arn`, `arn`, `id`; empty for CloudFormation's `Ref`. */
  readonly attribute: string;
  /** Which of several instances it names: the branch of each of their choices, such as `each:aws_x.y` -> `a`; `ANY_INSTANCE` where that is open. */
  readonly instance?: ReadonlyMap<string, string>;
}

/** Something written whose value can't be known here. Never a reason for a finding. */
export interface UnknownValue extends Written, Encoding {
  readonly kind: 'unknown';
  /** Plain words, shown under "why unknown?": `parameter "Key" has no default`. */
  readonly reason: string;
  /** Whose value is missing, where one name decides: a value for it can be given for linting. */
  readonly asks?: Asked;
  /** AWS gives it at deployment, such as the number of the account: one plain name, no pattern and no list. */
  readonly named?: true;
}

/** A variable, a parameter or an environment variable that has no value here. */
export interface Asked {
  readonly sort: 'terraform' | 'cloudformation' | 'environment';
  readonly name: string;
}

export type ConfigValue = ScalarValue | TextValue | ObjectValue | ListValue | ChoiceValue | RefValue | UnknownValue;

/** The branch of an instance that nobody can name: any of them may be meant. */
export const ANY_INSTANCE = '\0';

/** The entry with this key; the last one wins where a key stands twice, as in CloudFormation and Terraform's `.tf.json`. */
export function entryOf(object: ObjectValue, key: string): Entry | undefined {
  for (let i = object.entries.length - 1; i >= 0; i--) {
    const entry = object.entries[i];
    if (entry?.key === key) return entry;
  }
  return undefined;
}

/**
 * True for a text that asks CloudFormation to put a value in at deployment: `{{resolve:ssm:/app/key}}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function isDynamicReference(value: Scalar): boolean {
  return typeof value === 'string' && value.includes('{{resolve:');
}

/** The text with `hole` for what CloudFormation puts in at deployment; one that is only half typed goes to the end. */
export function withoutDynamicReferences(text: string, hole: string): string {
  return text.includes('{{resolve:') ? text.replace(/\{\{resolve:[^{}]*(?:\}\}|$)/g, hole) : text;
}

/** Forgets case and the separators `_`, `-`, `.` and `:`, by which one API name differs between CDK, `awscc`, the AWS CLI and CloudFormation. */
export function looseName(name: string): string {
  return name.replace(/[_\-.:]/g, '').toLowerCase();
}

/** Where a value comes from: a file, in which every part stands at its own span, and words for the step. */
export interface Origin {
  readonly uri: string;
  readonly note: string;
}

/** Longer ways help nobody, and chains of names could make them grow without end. */
const MAX_TRACE = 12;

/**
 * The value as it would be if it stood at `span`, with one more step on its way. What is in it moves along.
 * `spend` is asked for every part; where it says false, the part is unknown.
 */
export function usedAt(value: ConfigValue, span: Span, from?: Trace | Origin, spend?: () => boolean): ConfigValue {
  if (spend && !spend()) return { kind: 'unknown', span, reason: 'too large to evaluate' };
  const used = partsUsedAt(value, span, from, spend);
  const trace = tracedFrom(value, from);
  return trace && trace !== value.trace ? { ...used, trace } : used;
}

function partsUsedAt(value: ConfigValue, span: Span, from?: Trace | Origin, spend?: () => boolean): ConfigValue {
  const inside = (part: ConfigValue): ConfigValue => usedAt(part, span, from, spend);
  switch (value.kind) {
    case 'object': {
      const entries = value.entries.map((entry) => ({ key: entry.key, keySpan: span, value: inside(entry.value) }));
      return { ...value, span, head: span, entries };
    }
    case 'list':
      return { ...value, span, items: value.items.map(inside) };
    case 'choice':
      return { ...value, span, options: value.options.map((option) => ({ ...option, value: inside(option.value) })) };
    case 'text':
      return { ...value, span, parts: value.parts.map((part) => (typeof part === 'string' ? part : inside(part))) };
    default:
      return { ...value, span };
  }
}

function tracedFrom(value: ConfigValue, from: Trace | Origin | undefined): readonly Trace[] | undefined {
  if (!from) return value.trace;
  const known = value.trace ?? [];
  if (known.length >= MAX_TRACE) return known;
  return [...known, 'place' in from ? from : { place: { uri: from.uri, span: value.span }, note: from.note }];
}

/** True where the value counts as not written. */
export function isAbsent(value: ConfigValue | undefined): boolean {
  return value === undefined || (value.kind === 'scalar' && value.value === null);
}

/** How a programming language takes a value as a condition; undefined where that can't be known. */
export function isTruthy(value: ConfigValue): boolean | undefined {
  switch (value.kind) {
    case 'scalar':
      return !!value.value;
    case 'text':
      return value.parts.some((part) => typeof part === 'string') ? true : undefined;
    case 'ref':
      return true;
    default:
      return undefined;
  }
}
