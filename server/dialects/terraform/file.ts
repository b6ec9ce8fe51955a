// One Terraform file, read: which of them are claimed, of what sort they are, and their syntax tree.
import type { Problem } from '../../core/resource';
import type { SourceText } from '../../core/text';
import type { Body } from './hcl/ast';
import { parseHcl } from './hcl/parse';
import { parseJsonBody } from './json';
import { baseName } from './paths';

/** `config`: blocks. `vars`: values for variables. `terragrunt`: the same and more. `plan`: the output of `terraform show -json`. */
export type FileSort = 'config' | 'vars' | 'terragrunt' | 'plan';

/** A file of a Terraform folder. JSON is read into the same tree as HCL. */
export interface TerraformFile {
  readonly source: SourceText;
  readonly sort: FileSort;
  readonly language: 'hcl' | 'json';
  readonly body: Body;
  readonly problems: readonly Problem[];
}

const CONFIG = /\.(?:tf|tofu)(?:\.json)?$/;
const VARS = /\.tfvars(?:\.json)?$/;
const TERRAGRUNT = /(?:^|\/)terragrunt\.hcl$/;

/** True for configuration, variable files, Terragrunt's file and Terraform's plan in JSON. */
export function claims(path: string, text: string): boolean {
  return isFolderFile(path) || (path.endsWith('.json') && isPlan(text));
}

/** True for files that Terraform reads together with their folder. */
export function isFolderFile(path: string): boolean {
  return CONFIG.test(path) || VARS.test(path) || TERRAGRUNT.test(path);
}

function isPlan(text: string): boolean {
  return (
    text.includes('"terraform_version"') && (text.includes('"planned_values"') || text.includes('"resource_changes"'))
  );
}

/** Reads one file; half-typed text leaves problems and whatever could be read. */
export function readFile(source: SourceText, previous?: TerraformFile): TerraformFile {
  if (
    previous?.source.text === source.text &&
    previous.source.path === source.path &&
    previous.source.uri === source.uri
  )
    return previous;
  const { path, text } = source;
  const sort = sortOf(path);
  const language = path.endsWith('.json') ? 'json' : 'hcl';
  if (sort === 'plan') return { source, sort, language, body: EMPTY, problems: [] };
  const { body, problems } =
    language === 'json' ? parseJsonBody(text, sort === 'vars' ? sort : 'config') : parseHcl(text);
  return { source, sort, language, body, problems };
}

function sortOf(path: string): FileSort {
  if (CONFIG.test(path)) return 'config';
  if (VARS.test(path)) return 'vars';
  return TERRAGRUNT.test(path) ? 'terragrunt' : 'plan';
}

const EMPTY: Body = { attributes: [], blocks: [], span: { start: 0, end: 0 } };

/** True for `override.tf` and `*_override.tf`, which change blocks of the other files. */
export function isOverride(file: TerraformFile): boolean {
  return /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/.test(baseName(file.source.path));
}
