// `terragrunt.hcl`: which module it runs, and the inputs that it hands over. Its functions, dependencies and includes are not evaluated.
// Source: https://terragrunt.gruntwork.io/docs/features/inputs/
import { entryOf, type ConfigValue } from '../../core/value';
import { attributeOf, declarationsOf, findAttribute, type Declared } from './declarations';
import type { TerraformFile } from './file';
import type { Block } from './hcl/ast';
import { baseName, folderOf, joinPath } from './paths';
import { scopeOf, type Inputs, type Located, type Module, type Run } from './scope';
import { asString, isNull, unknown } from './values';

/** The files that Terragrunt runs Terraform on, where they come from, and what it hands to them. */
export interface Terragrunt {
  readonly folder: string;
  readonly files: readonly TerraformFile[];
  readonly inputs: Inputs;
}

/** What the `terragrunt.hcl` among the files of a folder asks for; undefined where there is none. */
export function terragruntIn(files: readonly TerraformFile[], run: Run): Terragrunt | undefined {
  const file = files.find(({ sort }) => sort === 'terragrunt');
  if (!file) return undefined;
  const module = configuration(file, run);
  const own = module.folder;
  const folder = sourceFolder(file, module) ?? own;
  const fetched = folder === own ? [] : (run.around.folder(folder) ?? []);
  const names = new Set(files.map(({ source }) => baseName(source.path)));
  return {
    folder: fetched.length > 0 ? folder : own,
    // what lies beside the file is copied over what it fetches
    files: [...fetched.filter(({ source }) => !names.has(baseName(source.path))), ...files],
    inputs: inputsOf(file, module),
  };
}

/** The file as a module of its own: its expressions see its `locals` and nothing of the module that it runs. */
function configuration(file: TerraformFile, run: Run): Module {
  return {
    run,
    address: '',
    folder: folderOf(file.source.path),
    declarations: declarationsOf([asConfig(file)]),
    folders: [],
    call: undefined,
    memo: new Map(),
    children: new Map(),
  };
}

const configs = new WeakMap<TerraformFile, TerraformFile>();

function asConfig(file: TerraformFile): TerraformFile {
  const known = configs.get(file) ?? { ...file, sort: 'config' as const };
  configs.set(file, known);
  return known;
}

/** The folder of a module in the workspace; undefined for all other sources, which are not fetched. */
function sourceFolder(file: TerraformFile, module: Module): string | undefined {
  const written = blocksOf(file, 'terraform').map(({ body }) => findAttribute(body, 'source'))[0];
  const source = written && asString(module.run.evaluate(written.value, scopeOf(module, file)));
  if (source === undefined || !/^\.\.?(?:\/|$)/.test(source)) return undefined;
  return joinPath(module.folder, source.replace('//', '/'));
}

function blocksOf({ body }: TerraformFile, type: string): readonly Block[] {
  return body.blocks.filter((block) => block.type === type);
}

function inputsOf(file: TerraformFile, module: Module): Inputs {
  const written = findAttribute(file.body, 'inputs');
  const value = written && module.run.evaluate(written.value, scopeOf(module, file));
  const includes = blocksOf(file, 'include');
  const isPartial = value !== undefined && (value.kind !== 'object' || value.open);
  return {
    file,
    value,
    others: includes.length > 0 || isPartial,
    merged: includes.some(({ body }) => findAttribute(body, 'merge_strategy') !== undefined),
    hidden: blocksOf(file, 'terraform').some(setsVariables),
  };
}

const FILE_ARGUMENTS = ['required_var_files', 'optional_var_files', 'env_vars'];

/** Further arguments for Terraform may name variable files, which are stronger than all inputs. */
function setsVariables(terraform: Block): boolean {
  const extra = terraform.body.blocks.filter(({ type }) => type === 'extra_arguments');
  return extra.some(({ body }) => FILE_ARGUMENTS.some((name) => findAttribute(body, name) !== undefined));
}

/** What is handed to a variable; undefined where nothing is, so that its default counts. */
export function inputOf(name: string, declared: Declared, inputs: Inputs): Located | undefined {
  const { file, value, others, merged } = inputs;
  const written = value?.kind === 'object' ? entryOf(value, name)?.value : undefined;
  const elsewhere = unknown('it may be set where terragrunt.hcl does not show it', declared.block.typeSpan);
  if (!written) return others ? { value: elsewhere } : undefined;
  const reason = reasonAgainst(written, attributeOf(declared, 'type') !== undefined, merged);
  const origin = { uri: file.source.uri, note: `input "${name}" in terragrunt.hcl` };
  return { value: reason === undefined ? written : unknown(reason, written.span), origin };
}

/** Inputs are handed over as texts of JSON in environment variables: the type of the variable says what they are. */
function reasonAgainst(value: ConfigValue, hasType: boolean, merged: boolean): string | undefined {
  if (isNull(value)) return 'it is handed over as a text';
  if (value.kind !== 'object' && value.kind !== 'list') return undefined;
  if (!hasType) return 'it is handed over as a text';
  return merged ? 'what is included may add to it' : undefined;
}
