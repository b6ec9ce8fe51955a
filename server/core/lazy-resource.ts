// A resource whose body is worked out only if somebody looks into it, as where it says what it said before.
import type { Resource } from './resource';

type Outline = Omit<Resource, 'body'>;

/**
 * A large template has thousands of these at every keystroke, so this is a class: a getter of an object literal would give each object a hidden
 * class, which outlives it. `{ ...resource }` leaves the body out.
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
  readonly token?: object;
  readonly meaning?: object;
  readonly loose?: boolean;
  readonly via?: NonNullable<Resource['via']>;
  readonly original?: NonNullable<Resource['original']>;
  readonly metadata?: NonNullable<Resource['metadata']>;
  readonly repeated?: NonNullable<Resource['repeated']>;
  readonly instances?: NonNullable<Resource['instances']>;
  readonly application?: NonNullable<Resource['application']>;
  readonly #makeBody: () => Resource['body'];
  #made: Resource['body'] | undefined;

  /** `application` where the outline has none yet. */
  constructor(outline: Outline, makeBody: () => Resource['body'], application = outline.application) {
    this.#makeBody = makeBody;
    this.dialect = outline.dialect;
    this.type = outline.type;
    this.id = outline.id;
    this.address = outline.address;
    this.source = outline.source;
    this.language = outline.language;
    this.span = outline.span;
    this.head = outline.head;
    this.exists = outline.exists;
    if (outline.token) this.token = outline.token;
    if (outline.meaning) this.meaning = outline.meaning;
    if (outline.loose !== undefined) this.loose = outline.loose;
    if (outline.via) this.via = outline.via;
    if (outline.original) this.original = outline.original;
    if (outline.metadata) this.metadata = outline.metadata;
    if (outline.repeated) this.repeated = outline.repeated;
    if (outline.instances) this.instances = outline.instances;
    if (application) this.application = application;
  }

  get body(): Resource['body'] {
    return (this.#made ??= this.#makeBody());
  }
}
