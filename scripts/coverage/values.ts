// Finds literals of ours that AWS does not know: values that fixes write and that rules compare with, against the values that AWS's schemas allow.
import type { Fact, Kind } from '../../server/core/kind';
import type { Dialect } from '../../server/core/resource';
import { denormalise } from '../../server/core/fix-place';
import { factLiterals, pathLiterals, type FactLiteral } from './literals';
import { placesOf, type FactPlace } from './places';

/** The values that a schema allows for a property; undefined where it names none. */
export type AllowedValues = (type: string, names: readonly string[]) => readonly string[] | undefined;

/** Schemas by dialect. Terraform has none: what it writes is compared with what the others allow for the same fact. */
export type ValueSchemas = Readonly<Partial<Record<Dialect, AllowedValues>>>;

const COMPARED: readonly Dialect[] = ['cloudformation', 'terraform', 'sdk'];

/** Every literal that no schema allows, as `KIND BY FACT: literal in PLACE`; `BY` is a rule, `default` or `values`. */
export function unknownValues(kinds: readonly Kind[], schemas: ValueSchemas): readonly string[] {
  return kinds.flatMap((kind) => [
    ...factLiterals(kind).flatMap((literal) => complaints(kind, literal, schemas)),
    ...translated(kind, schemas),
    ...writtenByPath(kind, schemas),
  ]);
}

interface Enumerated extends FactPlace {
  readonly allowed: readonly string[];
}

function complaints(kind: Kind, literal: FactLiteral, schemas: ValueSchemas): readonly string[] {
  const fact = kind.facts[literal.fact];
  if (!fact) return [];
  const all = COMPARED.flatMap((dialect) => enumerated(kind, fact, dialect, schemas));
  if (literal.written) return all.filter((place) => !writes(literal, place)).map((place) => line(kind, literal, place));
  const [first] = all;
  // What is compared may be a word of one dialect only: without that one's schema nothing is known.
  if (COMPARED.some((dialect) => placesOf(kind, fact, dialect).length > 0 && !isDescribed(dialect, schemas))) return [];
  return first && !all.some((place) => compares(literal, place)) ? [line(kind, literal, first)] : [];
}

function isDescribed(dialect: Dialect, schemas: ValueSchemas): boolean {
  return dialect === 'terraform' || schemas[dialect] !== undefined;
}

/** The places of a fact of which the allowed values are known. */
function enumerated(kind: Kind, fact: Fact, dialect: Dialect, schemas: ValueSchemas): readonly Enumerated[] {
  const shared = dialect === 'terraform' ? allowedElsewhere(kind, fact, schemas) : undefined;
  return placesOf(kind, fact, dialect).flatMap((place) => {
    const allowed = shared ?? schemas[dialect]?.(place.type, place.names);
    return allowed && allowed.length > 0 ? [{ ...place, allowed }] : [];
  });
}

function allowedElsewhere(kind: Kind, fact: Fact, schemas: ValueSchemas): readonly string[] {
  return (['cloudformation', 'sdk'] as const).flatMap((dialect) =>
    placesOf(kind, fact, dialect).flatMap(({ type, names }) => schemas[dialect]?.(type, names) ?? []),
  );
}

function writes({ text }: FactLiteral, { source, allowed }: Enumerated): boolean {
  const raw = denormalise({ kind: 'scalar', value: text }, source);
  return raw.kind !== 'scalar' || typeof raw.value !== 'string' || allowed.includes(raw.value);
}

function compares(literal: FactLiteral, { source, allowed }: Enumerated): boolean {
  return [...allowed, ...Object.values(source.values ?? {})].some((value) => literal.meets(String(value)));
}

function line(kind: Kind, { by, fact, text }: FactLiteral, { type, names }: FactPlace): string {
  return `${kind.id} ${by} ${fact}: ${text} in ${type}.${names.join('.')}`;
}

/** Words that a source translates and that its dialect does not have. */
function translated(kind: Kind, schemas: ValueSchemas): readonly string[] {
  return Object.values(kind.facts).flatMap((fact) =>
    COMPARED.flatMap((dialect) =>
      enumerated(kind, fact, dialect, schemas).flatMap(({ type, names, source, allowed }) =>
        Object.keys(source.values ?? {})
          .filter((word) => !/^(true|false)$/.test(word) && !allowed.includes(word))
          .map((word) => `${kind.id} values ${fact.name}: ${word} in ${type}.${names.join('.')}`),
      ),
    ),
  );
}

function writtenByPath(kind: Kind, schemas: ValueSchemas): readonly string[] {
  return pathLiterals(kind).flatMap(({ by, dialect, types, names, text }) =>
    types
      .filter((type) => !(schemas[dialect]?.(type, names) ?? [text]).includes(text))
      .map((type) => `${kind.id} ${by}: ${text} in ${type}.${names.join('.')}`),
  );
}
