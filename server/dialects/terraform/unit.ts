// Joins the files of a folder, and of the modules it calls, to one unit.
import type { Document, Files, Problem, Resource, Unit } from '../../core/resource';
import type { Place } from '../../core/text';
import type { ConfigValue } from '../../core/value';
import { declarationsOf, findAttribute, withVariableFiles } from './declarations';
import { evaluate } from './evaluate';
import type { TerraformFile } from './file';
import { isMissing } from './modules';
import { folderOf } from './paths';
import { planResources } from './plan';
import { resourcesOf } from './resources';
import { terragruntIn } from './terragrunt';
import { MAX_DEPTH, MAX_MODULES, MAX_STEPS, scopeOf, type Module, type Run, type RunMemory } from './scope';

/** Evaluates a folder as Terraform's root module, or a plan. */
export function resolveUnit(files: readonly TerraformFile[], around: Files<TerraformFile>): Unit {
  const plans = files.filter((file) => file.sort === 'plan');
  const folder = files.filter((file) => file.sort !== 'plan');
  const read = plans.map((file) => ({ file, ...planResources(file.source) }));
  const { root, found } = evaluatedRoot(folder, around);
  const resources = [...read.flatMap((plan) => plan.resources), ...found];
  const documents = [
    ...read.map(({ file, problems }): Document => ({ source: file.source, language: file.language, problems })),
    ...documentsOf(folder, root),
  ];
  return { documents, resources: withUniqueIds(resources) };
}

interface Root {
  readonly root: Module | undefined;
  readonly found: readonly Resource[];
}

/** With the modules of the last reading, unless little work is left: whether it is enough shows only if all is evaluated. */
function evaluatedRoot(files: readonly TerraformFile[], around: Files<TerraformFile>): Root {
  if (files.length === 0) return { root: undefined, found: [] };
  const memory: RunMemory = { recalled: 0, fresh: [], reads: new Map() };
  const root = rootModule(files, around, memory);
  const found = resourcesOf(root);
  const { steps, modules } = root.run.limits;
  if (steps >= MAX_STEPS / 2 && modules > 0) for (const remember of memory.fresh) remember();
  else if (memory.recalled > 0) {
    const anew = rootModule(files, around, undefined);
    return { root: anew, found: resourcesOf(anew) };
  }
  return { root, found };
}

function rootModule(
  files: readonly TerraformFile[],
  around: Files<TerraformFile>,
  memory: RunMemory | undefined,
): Module {
  const [first] = files;
  const start: Run = {
    around,
    rootFolder: folderOf(first?.source.path ?? ''),
    folders: new Map(),
    templates: new Map(),
    limits: { steps: MAX_STEPS, depth: MAX_DEPTH, modules: MAX_MODULES },
    evaluate,
    ...(memory ? { memory } : {}),
  };
  const terragrunt = terragruntIn(files, start);
  const folder = terragrunt?.folder ?? start.rootFolder;
  return {
    run: { ...start, rootFolder: folder },
    address: '',
    folder,
    declarations: withVariableFiles(
      declarationsOf(terragrunt?.files ?? files),
      (around.varFiles ?? []).flatMap((path) => around.file(path) ?? []),
    ),
    folders: [folder],
    call: undefined,
    ...(terragrunt ? { inputs: terragrunt.inputs } : {}),
    memo: new Map(),
    children: new Map(),
  };
}

/** The folder's own files first, then those of its modules; each file once. */
function documentsOf(files: readonly TerraformFile[], root: Module | undefined): readonly Document[] {
  const all = new Map<string, TerraformFile>();
  const modules = new Map<string, Module>();
  const broken = new Map<string, Map<number, Problem>>();
  for (const file of files) all.set(file.source.uri, file);
  const waiting = root ? [root] : [];
  for (let module = waiting.pop(); module; module = waiting.pop()) {
    for (const file of module.declarations.files) {
      all.set(file.source.uri, file);
      modules.set(file.source.uri, module);
    }
    for (const child of module.children.values()) {
      if (!isMissing(child)) waiting.push(child);
      else if (child.at) addProblem(broken, child.at, `${capitalised(child.missing)}.`);
    }
  }
  return [...all.values()].map((file) => {
    const { source, language, problems } = file;
    const more = broken.get(source.uri);
    const metadata = metadataOf(file, modules.get(source.uri));
    return {
      source,
      language,
      problems: more ? [...problems, ...more.values()] : problems,
      ...(metadata ? { metadata } : {}),
    };
  });
}

/** `"//"` at the top of a file in JSON. */
function metadataOf(file: TerraformFile, module: Module | undefined): ConfigValue | undefined {
  const comment = file.language === 'json' && file.sort === 'config' ? findAttribute(file.body, '//') : undefined;
  return comment && module?.run.evaluate(comment.value, scopeOf(module, file));
}

/** One problem for one call, however often its module is called. */
function addProblem(broken: Map<string, Map<number, Problem>>, { uri, span }: Place, message: string): void {
  const known = broken.get(uri) ?? new Map<number, Problem>();
  broken.set(uri, known.set(span.start, { span, message }));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** While people type, a block may stand there twice; its twin must not be taken for it. */
function withUniqueIds(resources: readonly Resource[]): readonly Resource[] {
  const seen = new Map<string, number>();
  return resources.map((resource) => {
    const count = (seen.get(resource.id) ?? 0) + 1;
    seen.set(resource.id, count);
    return count === 1 ? resource : { ...resource, body: resource.body, id: `${resource.id}#${String(count)}` };
  });
}
