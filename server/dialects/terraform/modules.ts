// Finds the files of called modules and prepares their evaluation.
import type { Place } from '../../core/text';
import type { ConfigValue } from '../../core/value';
import type { TerraformFile } from './file';
import { attributeOf, declarationsOf, type Declarations, type Declared } from './declarations';
import { both } from './existence';
import { instancesOf } from './instances';
import { notingReads } from './noted-reads';
import { joinPath } from './paths';
import { addressIn, scopeOf, type MissingModule, type Module, type Run } from './scope';
import { asString } from './values';

/** Modules within modules; deeper trees are not followed. */
const MAX_NESTING = 12;

export function isMissing(module: Module | MissingModule): module is MissingModule {
  return 'missing' in module;
}

/** The module that `module "name"` calls, or why it can't be looked into. */
export function childOf(parent: Module, name: string): Module | MissingModule {
  const known = parent.children.get(name);
  if (known) return known;
  // What the call's own `count` sees while the module is being prepared.
  parent.children.set(name, { missing: `module "${name}" refers to itself` });
  const declared = parent.declarations.modules.get(name);
  const child = declared ? openModule(parent, name, declared) : { missing: `module "${name}" is not declared` };
  parent.children.set(name, child);
  return child;
}

function openModule(parent: Module, name: string, declared: Declared): Module | MissingModule {
  const { run } = parent;
  const folder = folderOfModule(parent, name, declared);
  const files = folder === undefined ? undefined : run.around.folder(folder);
  if (folder === undefined || !files || files.length === 0) {
    const missing = `module "${name}" is not in this workspace`;
    return folder !== undefined && isLocal(sourceOf(parent, declared))
      ? { missing, at: placeOf(declared) }
      : { missing };
  }
  if (parent.folders.includes(folder)) return { missing: `module "${name}" calls itself`, at: placeOf(declared) };
  if (parent.folders.length >= MAX_NESTING || --run.limits.modules < 0)
    return { missing: `module "${name}" is nested too deeply` };
  const address = addressIn(parent, `module.${name}`);
  const { exists, assumed, scope, sets } = instancesOf(declared, parent, address);
  const via = [...(parent.call?.via ?? []), { place: placeOf(declared), note: `module "${name}"` }];
  return {
    run: parent.call ? run : notingReads(run, address),
    address,
    folder,
    declarations: declarationsIn(run, folder, files),
    folders: [...parent.folders, folder],
    call: {
      declared,
      scope,
      via,
      exists: both(parent.call?.exists ?? 'always', exists),
      assumed: new Map([...(parent.call?.assumed ?? []), ...assumed]),
      instances: [...(parent.call?.instances ?? []), ...sets],
    },
    memo: new Map(),
    children: new Map(),
  };
}

/** The name of a call. */
function placeOf({ block, file }: Declared): Place {
  return { uri: file.source.uri, span: block.labels[0]?.span ?? block.typeSpan };
}

function isLocal(source: string | undefined): source is string {
  return source !== undefined && /^\.\.?(?:\/|$)/.test(source);
}

function declarationsIn(run: Run, folder: string, files: readonly TerraformFile[]): Declarations {
  const known = run.folders.get(folder) ?? declarationsOf(files);
  run.folders.set(folder, known);
  return known;
}

/** The source of a call as it is written; undefined while it is not typed yet. */
export function sourceOf(module: Module, declared: Declared): string | undefined {
  const written = attributeOf(declared, 'source');
  return (
    written &&
    asString(module.run.evaluate(written.attribute.value, scopeOf(module, written.file)) satisfies ConfigValue)
  );
}

function folderOfModule(parent: Module, name: string, declared: Declared): string | undefined {
  const source = sourceOf(parent, declared);
  if (source === undefined) return undefined;
  if (isLocal(source)) return joinPath(parent.folder, source);
  const key = [...parent.address.split('.').filter((_, index) => index % 2 === 1), name].join('.');
  const installed = installedModules(parent.run).get(key);
  return installed === undefined ? undefined : joinPath(parent.run.rootFolder, installed);
}

const INSTALLED = new WeakMap<Run['folders'], ReadonlyMap<string, string>>();

/** The folders that `terraform init` put modules into, by the names of the calls. */
function installedModules(run: Run): ReadonlyMap<string, string> {
  const known = INSTALLED.get(run.folders);
  if (known) return known;
  const path = joinPath(run.rootFolder, '.terraform/modules/modules.json');
  const modules = readManifest(path === undefined ? undefined : run.around.text(path));
  INSTALLED.set(run.folders, modules);
  return modules;
}

const MAX_MANIFEST = 1_000_000;

function readManifest(text: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (text === undefined || text.length > MAX_MANIFEST) return found;
  try {
    const manifest: unknown = JSON.parse(text);
    const modules: unknown =
      typeof manifest === 'object' && manifest !== null && 'Modules' in manifest ? manifest.Modules : undefined;
    for (const item of Array.isArray(modules) ? (modules as unknown[]) : []) {
      if (typeof item !== 'object' || item === null || !('Key' in item) || !('Dir' in item)) continue;
      if (typeof item.Key === 'string' && typeof item.Dir === 'string') found.set(item.Key, item.Dir);
    }
  } catch {
    return found; // a manifest that is no JSON installs nothing
  }
  return found;
}

const REGISTRY = /^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/[\w./-]+)?$/;

/** The registry address of a module source, without host and version: `terraform-aws-modules/s3-bucket/aws`. Undefined for other sources. */
export function registryAddress(source: string): string | undefined {
  const [plain = ''] = source.split('?');
  if (!REGISTRY.test(plain) || /^(?:github\.com|bitbucket\.org|gitlab\.com)\//.test(plain)) return undefined;
  return plain.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, '');
}
