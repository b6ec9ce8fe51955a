// Data sources that look up by name what the same module declares: they mean that resource.
import { attributeOf, findAttribute, type Declared } from './declarations';
import { addressIn, scopeOf, type Module } from './scope';
import { asString } from './values';

/** By the type: the argument that names the thing in the data source, and in the resource. */
const NAMES: ReadonlyMap<string, readonly [lookUp: string, declared: string]> = new Map([
  ['aws_cloudwatch_log_group', ['name', 'name']],
  ['aws_db_instance', ['db_instance_identifier', 'identifier']],
  ['aws_dynamodb_table', ['name', 'name']],
  ['aws_ecr_repository', ['name', 'name']],
  ['aws_ecs_cluster', ['cluster_name', 'name']],
  ['aws_efs_file_system', ['file_system_id', 'id']],
  ['aws_eks_cluster', ['name', 'name']],
  ['aws_iam_policy', ['name', 'name']],
  ['aws_iam_role', ['name', 'name']],
  ['aws_lambda_function', ['function_name', 'function_name']],
  ['aws_lb', ['name', 'name']],
  ['aws_rds_cluster', ['cluster_identifier', 'cluster_identifier']],
  ['aws_s3_bucket', ['bucket', 'bucket']],
  ['aws_secretsmanager_secret', ['name', 'name']],
  ['aws_sns_topic', ['name', 'name']],
  ['aws_sqs_queue', ['name', 'name']],
]);

/** The resources of a type by the names that are written for them; one name for two means neither. */
const named = new WeakMap<Module, Map<string, ReadonlyMap<string, string | undefined>>>();

/** The address of the resource that a data source of this type and name means; undefined where it lies elsewhere, or may. */
export function lookedUp(type: string, name: string, module: Module): string | undefined {
  const names = NAMES.get(type);
  const declared = module.declarations.resources.get(`data.${type}.${name}`);
  if (!names || !declared || !isPlain(declared)) return undefined;
  const written = attributeOf(declared, names[0]);
  const value = written && module.run.evaluate(written.attribute.value, scopeOf(module, written.file));
  if (value?.kind === 'ref') return isOfType(value.target, type, module) ? value.target : undefined;
  const known = asString(value);
  return known === undefined ? undefined : resourcesBy(names[1], type, module).get(known);
}

/** One thing, looked up with the provider that makes everything else. */
function isPlain({ block }: Declared): boolean {
  return ['provider', 'count', 'for_each'].every((name) => !findAttribute(block.body, name));
}

function isOfType(target: string, type: string, module: Module): boolean {
  const prefix = addressIn(module, `${type}.`);
  return target.startsWith(prefix) && module.declarations.resources.has(target.slice(addressIn(module, '').length));
}

function resourcesBy(argument: string, type: string, module: Module): ReadonlyMap<string, string | undefined> {
  const types = named.get(module) ?? new Map<string, ReadonlyMap<string, string | undefined>>();
  named.set(module, types);
  const known = types.get(type);
  if (known) return known;
  const found = new Map<string, string | undefined>();
  types.set(type, found); // while it is being worked out, nothing has a name
  for (const [key, declared] of module.declarations.resources) {
    const written = key.startsWith(`${type}.`) && isPlain(declared) ? attributeOf(declared, argument) : undefined;
    const value = written && module.run.evaluate(written.attribute.value, scopeOf(module, written.file));
    const name = asString(value);
    if (name !== undefined) found.set(name, found.has(name) ? undefined : addressIn(module, key));
  }
  return found;
}
