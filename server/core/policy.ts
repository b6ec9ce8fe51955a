// Reads IAM policy documents, written as objects, JSON texts or Terraform's `aws_iam_policy_document`, without losing what is not known.
import { asIamStatements } from './construct-policy';
import { HOLE } from './json-text';
import { asObject, decide, renderText, type Choose } from './path';
import type { Span } from './text';
import { entryOf, type ConfigValue, type Entry, type ObjectValue, type RefValue } from './value';

/** What a reference counts as where a name is expected; undefined: it is not known. */
export type NameOfRef = (ref: RefValue) => string | undefined;

/** A list of strings of which some may be hidden. Partly known texts have `HOLE` for what is not known. */
export interface Names {
  readonly known: readonly string[];
  readonly open: boolean;
}

export interface Statement {
  readonly span: Span;
  readonly effect: 'Allow' | 'Deny' | undefined;
  readonly actions: Names;
  readonly notActions: Names;
  readonly resources: Names;
  /** `*` for everybody, else `AWS:arn...`, `Service:logs.amazonaws.com`; with `HOLE` for each that is hidden: `AWS:HOLE`, or `HOLE` alone. */
  readonly principals: Names;
  readonly notPrincipals: Names;
  readonly conditions: readonly PolicyCondition[];
  /** A part of the conditions can't be seen. */
  readonly conditionsOpen: boolean;
}

export interface PolicyCondition {
  /** `Bool`, `NumericLessThan`, ... as written. */
  readonly operator: string;
  readonly key: string;
  readonly values: Names;
}

export interface Policy {
  readonly statements: readonly Statement[];
  /** More statements may exist than can be seen. */
  readonly open: boolean;
}

const NONE: Names = { known: [], open: false };

/**
 * Reads a policy, or the statements that CDK code adds to one; undefined where the value can't be read as one (not known, or no object). References are hidden names unless `nameOf` gives them one.
 */
export function readPolicy(value: ConfigValue | undefined, choose: Choose, nameOf?: NameOfRef): Policy | undefined {
  const decided = decide(value, choose);
  if (decided?.kind === 'list') return readStatements(asIamStatements(decided, choose), false, choose, nameOf);
  const object = decided && asObject(decided);
  if (!object) return undefined;
  const written = decide(entryOf(object, 'Statement')?.value ?? entryOf(object, 'statement')?.value, choose);
  if (!written) return { statements: [], open: object.open };
  return readStatements(written, object.open, choose, nameOf);
}

function readStatements(written: ConfigValue, isOpen: boolean, choose: Choose, nameOf: NameOfRef | undefined): Policy {
  const items = written.kind === 'list' ? written.items : [written];
  const decidedItems = items.map((item) => decide(item, choose)).filter((item) => item !== undefined);
  const objects = decidedItems.map((item) => asObject(item)).filter((item) => item !== undefined);
  return {
    statements: objects.map((item) => readStatement(item, choose, nameOf)),
    open: isOpen || (written.kind === 'list' ? written.open : false) || objects.length < decidedItems.length,
  };
}

function readStatement(object: ObjectValue, choose: Choose, nameOf: NameOfRef | undefined): Statement {
  const get = (key: string): ConfigValue | undefined => decide(entryOf(object, key)?.value, choose);
  const effect = get('Effect');
  const conditions = readConditions(get('Condition'), choose);
  return {
    span: object.head,
    effect:
      effect?.kind === 'scalar' && (effect.value === 'Allow' || effect.value === 'Deny') ? effect.value : undefined,
    actions: readNames(get('Action'), choose),
    notActions: readNames(get('NotAction'), choose),
    resources: readNames(get('Resource'), choose, nameOf),
    principals: readPrincipals(get('Principal'), choose, nameOf),
    notPrincipals: readPrincipals(get('NotPrincipal'), choose, nameOf),
    conditions: conditions.known,
    conditionsOpen: conditions.open,
  };
}

/** A string or a list of strings. */
export function readNames(value: ConfigValue | undefined, choose: Choose, nameOf?: NameOfRef): Names {
  if (!value) return NONE;
  if (value.kind !== 'list') {
    const text = nameIn(value, nameOf);
    return text === undefined ? { known: [], open: true } : { known: [text], open: false };
  }
  const parts = value.items.map((item) => readNames(decide(item, choose), choose, nameOf));
  return { known: parts.flatMap((part) => part.known), open: value.open || parts.some((part) => part.open) };
}

function nameIn(value: ConfigValue, nameOf: NameOfRef | undefined): string | undefined {
  switch (value.kind) {
    case 'ref':
      return nameOf?.(value);
    case 'scalar':
      return typeof value.value === 'string' ? textIn(value) : String(value.value);
    case 'unknown':
      return value.named ? HOLE : undefined;
    default:
      return textIn(value);
  }
}

/** A text of which nothing is known may be anything, `*` too. */
function textIn(value: ConfigValue): string | undefined {
  const text = renderText(value);
  return text === HOLE ? undefined : text;
}

function readPrincipals(value: ConfigValue | undefined, choose: Choose, nameOf: NameOfRef | undefined): Names {
  if (value?.kind !== 'object') return withHole(readNames(value, choose, nameOf));
  const parts = value.entries.map((entry) => {
    const names = withHole(readNames(decide(entry.value, choose), choose, nameOf));
    return {
      open: names.open,
      known: names.known.map((name) => (name === '*' && entry.key === 'AWS' ? '*' : `${entry.key}:${name}`)),
    };
  });
  const known = parts.flatMap((part) => part.known);
  return {
    known: value.open ? [...known, HOLE] : known,
    open: value.open || parts.some((part) => part.open),
  };
}

/** Who is hidden may still be known to be no service, or nothing but one. */
function withHole(names: Names): Names {
  return names.open ? { ...names, known: [...names.known, HOLE] } : names;
}

/** The conditions that can be seen, and whether there may be more. */
interface Conditions {
  readonly known: readonly PolicyCondition[];
  readonly open: boolean;
}

function readConditions(value: ConfigValue | undefined, choose: Choose): Conditions {
  if (value?.kind !== 'object') return { known: [], open: value !== undefined };
  const parts = value.entries.map((operator) => readOperator(operator, choose));
  return { known: parts.flatMap((part) => part.known), open: value.open || parts.some((part) => part.open) };
}

function readOperator({ key: operator, value }: Entry, choose: Choose): Conditions {
  const keys = decide(value, choose);
  if (keys?.kind !== 'object') return { known: [], open: keys !== undefined };
  const known = keys.entries.map(({ key, value: written }) => ({
    operator,
    key,
    values: readNames(decide(written, choose), choose),
  }));
  return { known, open: keys.open };
}
