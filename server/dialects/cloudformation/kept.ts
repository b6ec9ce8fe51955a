// Resources that say what they said at the last reading: their bodies are evaluated only if somebody looks into them.
import type { BoundNames } from '../../core/bound';
import type { Resource } from '../../core/resource';
import type { ConfigValue, ObjectValue } from '../../core/value';
import type { RawNode } from './raw';

/** What is remembered of a resource that was evaluated in full, with plenty of work left. */
export interface Kept {
  /** Everything that it may take values from, see `Template`. */
  readonly surroundings: object;
  /** See `Resource`. */
  readonly token: object;
  /** What its evaluation took. */
  readonly work: number;
  readonly exists: Resource['exists'];
}

/** By the raw node, which is the same from reading to reading while its text is the same. */
const kept = new WeakMap<RawNode, Kept>();

/** What is known of a raw resource in the same surroundings. */
export function recallKept(node: RawNode, surroundings: object): Kept | undefined {
  const known = kept.get(node);
  return known?.surroundings === surroundings ? known : undefined;
}

export function keep(node: RawNode, what: Kept): void {
  kept.set(node, what);
}

/** The surroundings with values given for linting, by what the values are. */
const withValues = new WeakMap<object, { readonly text: string; readonly surroundings: object }>();

/** What stands for the surroundings together with given values: another object where these are others. */
export function surroundingsWith(surroundings: object, values: BoundNames | undefined): object {
  if (!values || Object.keys(values).length === 0) return surroundings;
  const text = JSON.stringify(values);
  const known = withValues.get(surroundings);
  if (known?.text === text) return known.surroundings;
  const made = {};
  withValues.set(surroundings, { text, surroundings: made });
  return made;
}

/**
 * A resource whose body is worked out when it is first asked for. A large template has thousands at every keystroke, so this is a class: a getter
 * of an object literal would give each object a hidden class, which outlives it. `{ ...resource }` leaves the body out.
 */
export class LazyResource implements Resource {
  readonly dialect: Resource['dialect'];
  readonly type: string;
  readonly id: string;
  readonly address: string;
  readonly source: string;
  readonly language: Resource['language'];
  readonly span: Resource['span'];
  readonly head: Resource['head'];
  readonly exists: Resource['exists'];
  readonly token: object;
  readonly metadata?: ConfigValue;
  private made: ObjectValue | undefined;

  constructor(
    outline: Omit<Resource, 'body' | 'exists' | 'via'>,
    { exists, token }: Kept,
    private readonly makeBody: () => ObjectValue,
  ) {
    this.dialect = outline.dialect;
    this.type = outline.type;
    this.id = outline.id;
    this.address = outline.address;
    this.source = outline.source;
    this.language = outline.language;
    this.span = outline.span;
    this.head = outline.head;
    this.exists = exists;
    this.token = token;
    if (outline.metadata) this.metadata = outline.metadata;
  }

  get body(): ObjectValue {
    return (this.made ??= this.makeBody());
  }
}
