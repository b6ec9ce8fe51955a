// Test helper: resolves Terraform texts from memory and prints resources so that tables can state what is expected.
import type { Files, Resource, Unit } from '../../../../server/core/resource';
import type { ConfigValue, ObjectValue } from '../../../../server/core/value';
import { terraform, type TerraformFile } from '../../../../server/dialects/terraform/index';

/** Texts by path. */
export type Tree = Readonly<Record<string, string>>;

/** The uri under which a path of a tree is read. */
export const uriOf = (path: string): string => `mem:/${path}`;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Reads every file of a tree and resolves the unit of `folder`. */
export function resolveTree(tree: Tree, folder = ''): Unit {
  const parsed = Object.entries(tree)
    .filter(([path, text]) => terraform.claims(path, text))
    .map(([path, text]) => terraform.read({ uri: uriOf(path), path, text }));
  const inFolder = (wanted: string) => parsed.filter((file) => folderOf(file.source.path) === wanted);
  const around: Files<TerraformFile> = {
    folder: (path) => (inFolder(path).length > 0 ? inFolder(path) : undefined),
    file: (path) => parsed.find((file) => file.source.path === path),
    text: (path) => tree[path],
    uri: (path) => `file:///${path}`,
  };
  return terraform.resolve(inFolder(folder), around);
}

/** The unit of one `main.tf`. */
export function resolveText(text: string): Unit {
  return resolveTree({ 'main.tf': text });
}

/** A value in one line. With a text, scalars, references and unknowns are followed by what stands at their span. */
export function show(value: ConfigValue | undefined, text?: string): string {
  if (!value) return 'nothing';
  const at = text === undefined ? '' : `«${text.slice(value.span.start, value.span.end)}»`;
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value) + at;
    case 'text':
      return `"${value.parts.map((part) => (typeof part === 'string' ? part : `<${show(part)}>`)).join('')}"${at}`;
    case 'object':
      return showObject(value, text);
    case 'list':
      return `[${[...value.items.map((item) => show(item, text)), ...(value.open ? ['...'] : [])].join(', ')}]`;
    case 'choice': {
      const options = value.options.map((option) => `${option.branch}: ${show(option.value, text)}`);
      return `(${value.test}${value.everyBranch ? '' : ' ~'} ? ${options.join(' | ')})`;
    }
    case 'ref':
      return `->${value.target}${value.attribute === '' ? '' : `:${value.attribute}`}${at}`;
    case 'unknown':
      return `?(${value.reason})${at}`;
  }
}

/** With a text, an object is followed by its head. */
export function showObject(value: ObjectValue, text?: string): string {
  const entries = value.entries.map((entry) => `${entry.key}: ${show(entry.value, text)}`);
  const head = text === undefined ? '' : `«${text.slice(value.head.start, value.head.end)}»`;
  return `{${[...entries, ...(value.open ? ['...'] : [])].join(', ')}}${head}`;
}

/** One line for each resource: whether it exists unless it surely does, its id, its type where the id does not say it, its body. */
export function outline(unit: Unit): readonly string[] {
  return unit.resources.map((resource) => {
    const exists = resource.exists === 'always' ? '' : `${resource.exists} `;
    const type = resource.id.includes(resource.type) ? '' : ` (${resource.type})`;
    return `${exists}${resource.id}${type} ${showObject(resource.body)}`;
  });
}

/** The resource with this id. */
export function find(unit: Unit, id: string): Resource {
  const found = unit.resources.find((resource) => resource.id === id);
  if (!found) throw new Error(`no ${id} among ${unit.resources.map((resource) => resource.id).join(', ')}`);
  return found;
}

/** The value of one argument of a resource. */
export function argument(unit: Unit, id: string, name: string): ConfigValue | undefined {
  return find(unit, id).body.entries.find((entry) => entry.key === name)?.value;
}
