// Checks CloudFormation resources against AWS's resource schemas: names, types, required properties, what a change replaces.
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, SpecDatabase } from '@aws-cdk/service-spec-types';
import type { PlannedChange } from '../../server/core/fix';
import type { Resource, Segment, Unit } from '../../server/core/resource';
import { parseJsonText } from '../../server/core/json-text';
import type { ConfigValue, ObjectValue } from '../../server/core/value';

type Properties = Readonly<Record<string, Property>>;

let database: SpecDatabase | undefined;

function spec(): SpecDatabase {
  database ??= loadAwsServiceSpecSync();
  return database;
}

/**
 * Properties that AWS SAM hands on to the resource it makes, where its own schema is older than that of the other.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
 */
const HANDED_ON: Readonly<Record<string, { readonly property: string; readonly to: string }>> = {
  'AWS::Serverless::SimpleTable': { property: 'SSESpecification', to: 'AWS::DynamoDB::Table' },
};

function propertiesOf(type: string): Properties | undefined {
  const own = spec().lookup('resource', 'cloudFormationType', 'equals', type)[0]?.properties;
  const handed = HANDED_ON[type];
  const taken = handed && propertiesOf(handed.to)?.[handed.property];
  return own && taken ? { ...own, [handed.property]: taken } : own;
}

/** What AWS's schemas refuse in a template's resources. Types without a schema are passed over. */
export function schemaComplaints(unit: Unit): readonly string[] {
  return unit.resources
    .filter(({ dialect, loose }) => dialect === 'cloudformation' && !loose)
    .flatMap((resource) => {
      const properties = propertiesOf(resource.type);
      return properties ? objectComplaints(resource.body, properties, resource.id) : [];
    });
}

function objectComplaints(object: ObjectValue, properties: Properties, where: string): readonly string[] {
  const known = object.entries.flatMap(({ key, value }) => {
    if (key.startsWith('Fn::')) return [];
    const property = properties[key];
    return property ? valueComplaints(value, property.type, `${where}.${key}`) : [`${where}.${key} is not known`];
  });
  const required = Object.entries(properties)
    .filter(([name, { required: needed }]) => needed && !object.open && !object.entries.some(({ key }) => key === name))
    .map(([name]) => `${where}.${name} is required`);
  return [...known, ...required];
}

function valueComplaints(value: ConfigValue, type: PropertyType, where: string): readonly string[] {
  if (value.kind === 'choice') return value.options.flatMap((option) => valueComplaints(option.value, type, where));
  if (value.kind === 'unknown' || value.kind === 'ref' || (value.kind === 'scalar' && value.value === null)) return [];
  switch (type.type) {
    case 'ref': {
      const object = value.kind === 'object' ? value : parseJsonText(value);
      if (object?.kind !== 'object') return [`${where} must be a map`];
      return objectComplaints(object, spec().get('typeDefinition', type.reference).properties, where);
    }
    case 'array':
      return value.kind === 'list'
        ? value.items.flatMap((item) => valueComplaints(item, type.element, `${where}[]`))
        : [`${where} must be a list`];
    case 'map':
      return value.kind === 'object'
        ? value.entries.flatMap((entry) => valueComplaints(entry.value, type.element, `${where}.${entry.key}`))
        : [`${where} must be a map`];
    case 'union': {
      const all = type.types.map((each) => valueComplaints(value, each, where));
      return all.some((list) => list.length === 0) ? [] : (all[0] ?? []);
    }
    default:
      return scalarComplaints(value, type.type, where);
  }
}

function scalarComplaints(value: ConfigValue, type: string, where: string): readonly string[] {
  const text = value.kind === 'scalar' ? String(value.value) : undefined;
  if (type === 'boolean')
    return text === undefined || !/^(true|false)$/i.test(text) ? [`${where} must be true or false`] : [];
  if (type === 'integer' || type === 'number')
    return text === undefined || Number.isNaN(Number(text)) ? [`${where} must be a number`] : [];
  return type === 'string' && (value.kind === 'object' || value.kind === 'list') ? [`${where} must be a text`] : [];
}

/** Properties that a plan sets and whose change makes AWS replace the resource. */
export function replacedBy(changes: readonly PlannedChange[], unit: Unit): readonly string[] {
  return changes.flatMap(({ resource: id, change }) => {
    const resource = unit.resources.find((candidate) => candidate.id === id);
    if (!resource || change.kind === 'add-resource') return [];
    return replaces(resource, change.path) ? [change.path.map(({ name }) => name).join('.')] : [];
  });
}

function replaces(resource: Resource, path: readonly Segment[]): boolean {
  // SAM's types hand their properties on: what changing them does is said elsewhere.
  if (resource.type.startsWith('AWS::Serverless::')) return false;
  return propertiesOn(
    resource.type,
    path.map(({ name }) => name),
  ).some((property) => property.causesReplacement === 'yes');
}

/** The properties that a path leads through, as far as the schema knows them. */
function propertiesOn(resourceType: string, path: readonly string[]): readonly Property[] {
  const found: Property[] = [];
  let properties = propertiesOf(resourceType);
  for (const name of path) {
    const property: Property | undefined = properties?.[name];
    if (!property) return found;
    found.push(property);
    let type = property.type;
    while (type.type === 'array' || type.type === 'map') type = type.element;
    properties = type.type === 'ref' ? spec().get('typeDefinition', type.reference).properties : undefined;
  }
  return found;
}

/** What changing a property does, by the type and a path such as `Rules[].Key`; undefined where the schema does not know it. */
export function changeInSchema(type: string, path: string): 'replaces' | 'in-place' | undefined {
  const names = path.replaceAll('[]', '').split('.');
  const properties = propertiesOn(type, names);
  if (properties.some((property) => property.causesReplacement === 'yes')) return 'replaces';
  return properties.length === names.length ? 'in-place' : undefined;
}

/** Whether a type has a property, by the names that lead to it; undefined where the type has no schema. What stands in a text or a free form may be anything. */
export function schemaKnows(type: string, names: readonly string[]): boolean | undefined {
  const properties = propertiesOf(type);
  return properties && typesIn(properties, names).length > 0;
}

/** The values that the schema allows for a property, by the names that lead to it; undefined where it names none. */
export function allowedInSchema(type: string, names: readonly string[]): readonly string[] | undefined {
  const allowed = typesIn(propertiesOf(type) ?? {}, names).flatMap((each) =>
    each.type === 'string' ? (each.allowedValues ?? []) : [],
  );
  return allowed.length > 0 ? allowed : undefined;
}

/** The names of CloudFormation's pages: one for each type, and for each structure that a type uses. */
export function schemaPages(): ReadonlySet<string> {
  return new Set(
    spec()
      .all('resource')
      .flatMap((resource) => {
        const type = resource.cloudFormationType.split('::').slice(1).join('-').toLowerCase();
        const used = spec().follow('usesType', resource);
        return [
          `aws-resource-${type}`,
          ...used.map(({ entity }) => `aws-properties-${type}-${entity.name.toLowerCase()}`),
        ];
      }),
  );
}

/** What names lead to: nothing where they are not known; of lists and maps the type of their items; a text or a free form where the schema ends there. */
function typesIn(properties: Properties, [name = '', ...rest]: readonly string[]): readonly PropertyType[] {
  const property = properties[name];
  return property ? typesBelow(property.type, rest) : [];
}

function typesBelow(type: PropertyType, names: readonly string[]): readonly PropertyType[] {
  switch (type.type) {
    case 'array':
      return typesBelow(type.element, names);
    case 'map':
      return typesBelow(type.element, names.slice(1));
    case 'union':
      return type.types.flatMap((each) => typesBelow(each, names));
    case 'ref':
      return names.length === 0 ? [type] : typesIn(spec().get('typeDefinition', type.reference).properties, names);
    default:
      return names.length === 0 || type.type === 'json' || type.type === 'string' || type.type === 'tag' ? [type] : [];
  }
}
