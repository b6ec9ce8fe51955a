// Reads AWS's own models of its APIs, as botocore brings them: which members an operation takes, which values they allow, what the text says.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface Shape {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, ShapeRef>>;
  readonly member?: ShapeRef;
  readonly value?: ShapeRef;
  readonly documentation?: string;
}

interface ShapeRef {
  readonly shape: string;
  readonly documentation?: string;
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: ShapeRef }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** What the models say of a member: `free` where they stop before it, in a text or a document. */
export type Member =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'free' }
  | { readonly kind: 'member'; readonly allowed: readonly string[] | undefined; readonly text: string };

export interface ApiModels {
  /** A member of a call such as `rds:CreateDBInstance`; undefined where the service has no model. */
  readonly member: (call: string, names: readonly string[]) => Member | undefined;
  /** What API references have pages of: operations and structures of every service, in lower case. */
  readonly names: () => ReadonlySet<string>;
  /** Whether the service has this operation; undefined where the service has no model. */
  readonly hasOperation: (call: string) => boolean | undefined;
}

/** The models in a folder such as `botocore/data`; each is read when it is first asked for. */
export function readModels(folder: string): ApiModels {
  const models = new Map<string, Model | undefined>();
  const modelOf = (service: string): Model | undefined => {
    if (!models.has(service)) models.set(service, readModel(join(folder, service)));
    return models.get(service);
  };
  return {
    member: (call, names) => {
      const [service = '', operation = ''] = call.split(':');
      const model = modelOf(service);
      return model && memberOf(model, model.operations[operation]?.input, names);
    },
    names: () => new Set(servicesIn(folder).flatMap((service) => namesIn(modelOf(service)))),
    hasOperation: (call) => {
      const [service = '', operation = ''] = call.split(':');
      const model = modelOf(service);
      return model && operation in model.operations;
    },
  };
}

function servicesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function namesIn(model: Model | undefined): readonly string[] {
  return [...Object.keys(model?.operations ?? {}), ...Object.keys(model?.shapes ?? {})].map((name) =>
    name.toLowerCase(),
  );
}

/** The values that the models allow for a member; undefined where they name none. */
export function allowedInModels(models: ApiModels) {
  return (call: string, names: readonly string[]): readonly string[] | undefined => {
    const member = models.member(call, names);
    return member?.kind === 'member' ? member.allowed : undefined;
  };
}

/** The newest version of a service's model. */
function readModel(folder: string): Model | undefined {
  const versions = existsSync(folder) ? readdirSync(folder).sort() : [];
  const file = join(folder, versions.at(-1) ?? '', 'service-2.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Model;
  if (!existsSync(`${file}.gz`)) return undefined;
  return JSON.parse(gunzipSync(readFileSync(`${file}.gz`)).toString('utf8')) as Model;
}

function memberOf(model: Model, ref: ShapeRef | undefined, names: readonly string[]): Member {
  const shape = ref && model.shapes[ref.shape];
  if (!shape) return { kind: 'unknown' };
  if (shape.type === 'list') return memberOf(model, withText(shape.member, ref), names);
  const [name, ...rest] = names;
  if (name === undefined) return { kind: 'member', allowed: shape.enum, text: textOf(ref, shape) };
  if (shape.type === 'map') return memberOf(model, withText(shape.value, ref), rest);
  if (shape.members === undefined || Object.keys(shape.members).length === 0) return { kind: 'free' };
  return memberOf(model, shape.members[name], rest);
}

/** What a list's member says of itself is mostly nothing: the items have the text of the list. */
function withText(ref: ShapeRef | undefined, outer: ShapeRef): ShapeRef | undefined {
  return ref && { shape: ref.shape, documentation: ref.documentation ?? outer.documentation ?? '' };
}

function textOf(ref: ShapeRef, shape: Shape): string {
  return [ref.documentation, shape.documentation]
    .filter(Boolean)
    .join(' ')
    .replace(/<[^>]*>/g, '');
}
