// Checks data against a JSON schema, as far as our own schemas go: complaints by the path of the place. Compiles nothing, so it runs everywhere.
import { isData, type Complaint, type Data } from './data-reader';

type Path = readonly (string | number)[];

/** A JSON schema as data. */
export type Schema = Data;

/** What the schema refuses; the first complaint of each place. */
export function schemaComplaints(schema: Schema, data: unknown): readonly Complaint[] {
  return check(schema, schema, data, []);
}

/** The schema that holds at a path of the data: where several may hold, all of them. */
export function schemasAt(root: Schema, path: Path): readonly Schema[] {
  return path
    .reduce<readonly Schema[]>(
      (schemas, step) =>
        schemas.flatMap((schema) => alternatives(root, schema)).flatMap((schema) => below(schema, step)),
      [root],
    )
    .flatMap((schema) => alternatives(root, schema));
}

function below(schema: Schema, step: string | number): readonly Schema[] {
  const next = typeof step === 'number' ? schema.items : (propertiesOf(schema)[step] ?? schema.additionalProperties);
  return isData(next) ? [next] : [];
}

/** A schema without its reference and its choices: what it may stand for. */
function alternatives(root: Schema, schema: Schema): readonly Schema[] {
  const target = resolved(root, schema);
  const choices = Array.isArray(target.anyOf) ? target.anyOf.filter(isData) : [];
  return choices.length === 0 ? [target] : choices.flatMap((choice) => alternatives(root, choice));
}

function resolved(root: Schema, schema: Schema): Schema {
  if (typeof schema.$ref !== 'string') return schema;
  const name = schema.$ref.replace('#/definitions/', '');
  const definition = isData(root.definitions) ? root.definitions[name] : undefined;
  return isData(definition) ? definition : {};
}

export function propertiesOf(schema: Schema): Data {
  return isData(schema.properties) ? schema.properties : {};
}

function check(root: Schema, written: Schema, data: unknown, path: Path): readonly Complaint[] {
  const schema = resolved(root, written);
  if (Array.isArray(schema.anyOf)) return checkAny(root, schema.anyOf.filter(isData), data, path);
  const own = checkValue(schema, data);
  if (own !== undefined) return [{ path, message: own }];
  if (Array.isArray(data))
    return data.flatMap((item, i) => below(schema, i).flatMap((s) => check(root, s, item, [...path, i])));
  return isData(data) ? checkObject(root, schema, data, path) : [];
}

/** Of several choices the complaints of the one that comes nearest: that of the same sort, with the fewest. */
function checkAny(root: Schema, choices: readonly Schema[], data: unknown, path: Path): readonly Complaint[] {
  const all = choices.map((choice) => check(root, choice, data, path));
  const depth = (list: readonly Complaint[]): number => Math.max(...list.map((complaint) => complaint.path.length));
  return (
    all.find((list) => list.length === 0) ??
    [...all].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ??
    []
  );
}

function checkObject(root: Schema, schema: Schema, data: Data, path: Path): readonly Complaint[] {
  const known = propertiesOf(schema);
  const missing = texts(schema.required).filter((name) => !Object.hasOwn(data, name));
  const entries = Object.entries(data).flatMap(([name, value]) => {
    const inner = Object.hasOwn(known, name) ? known[name] : schema.additionalProperties;
    if (inner === false)
      return [
        {
          path: [...path, name],
          message: `there is no "${name}" here; known are ${Object.keys(known).join(', ')}`,
          onKey: true as const,
        },
      ];
    return isData(inner) ? check(root, inner, value, [...path, name]) : [];
  });
  return [...missing.map((name) => ({ path, message: `"${name}" is missing` })), ...entries];
}

/** What is wrong with a value by itself; undefined where nothing is. */
function checkValue(schema: Schema, data: unknown): string | undefined {
  const types = texts(schema.type);
  if (types.length > 0 && !types.includes(typeOf(data))) return `expected ${types.map(wordOf).join(' or ')}`;
  if (Array.isArray(schema.enum) && !schema.enum.includes(data)) return `expected one of ${schema.enum.join(', ')}`;
  if (typeof data === 'string') return checkText(schema, data);
  const count = Array.isArray(data) ? data.length : isData(data) ? Object.keys(data).length : undefined;
  const least = Number(schema.minItems ?? schema.minProperties ?? 0);
  const most = Number(schema.maxProperties ?? Infinity);
  if (count !== undefined && count < least) return 'expected at least one entry';
  return count !== undefined && count > most ? `expected at most ${String(most)} entries` : undefined;
}

function checkText(schema: Schema, text: string): string | undefined {
  if (text.length < Number(schema.minLength ?? 0)) return `expected at least ${String(schema.minLength)} characters`;
  if (typeof schema.pattern !== 'string' || new RegExp(schema.pattern).test(text)) return undefined;
  return `expected a text like ${schema.pattern}`;
}

function typeOf(data: unknown): string {
  return data === null ? 'null' : Array.isArray(data) ? 'array' : typeof data;
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
};

function wordOf(type: string): string {
  return WORDS[type] ?? (type === 'boolean' ? 'true or false' : type);
}

function texts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string');
}
