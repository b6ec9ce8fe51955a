// What the files of one folder declare, with the changes that override files make to it.
import type { Span } from '../../core/text';
import type { Attribute, Block, Body } from './hcl/ast';
import { isOverride, type TerraformFile } from './file';
import { baseName } from './paths';

/** A block and the blocks of override files that change it. */
export interface Declared {
  readonly block: Block;
  readonly file: TerraformFile;
  readonly overrides: readonly { readonly block: Block; readonly file: TerraformFile }[];
}

/** An attribute and the file in which it is written. */
export interface Written {
  readonly attribute: Attribute;
  readonly file: TerraformFile;
}

/** Everything that can be referred to in a folder. Where a name stands twice, the first one counts. */
export interface Declarations {
  readonly files: readonly TerraformFile[];
  readonly variables: ReadonlyMap<string, Declared>;
  readonly locals: ReadonlyMap<string, Written>;
  readonly outputs: ReadonlyMap<string, Declared>;
  readonly modules: ReadonlyMap<string, Declared>;
  /** By `aws_s3_bucket.logs` and `data.aws_kms_alias.main`. */
  readonly resources: ReadonlyMap<string, Declared>;
  /** Resources, data, providers, modules and backends in the order in which they stand, repeated names included. */
  readonly blocks: readonly Declared[];
  /** Values for the root's variables, the strongest last. */
  readonly values: ReadonlyMap<string, Written>;
}

interface Draft {
  readonly variables: Map<string, Declared>;
  readonly locals: Map<string, Written>;
  readonly outputs: Map<string, Declared>;
  readonly modules: Map<string, Declared>;
  readonly resources: Map<string, Declared>;
  readonly blocks: Declared[];
}

interface MutableDeclared extends Declared {
  readonly overrides: { readonly block: Block; readonly file: TerraformFile }[];
}

/** By the first of the files, which is the same from reading to reading while its text is the same. */
const known = new WeakMap<TerraformFile, { readonly files: readonly TerraformFile[]; readonly found: Declarations }>();

/** Indexes the files of a folder. Their order does not matter. */
export function declarationsOf(files: readonly TerraformFile[]): Declarations {
  const [first] = files;
  const before = first && known.get(first);
  if (before?.files.length === files.length && before.files.every((file, i) => file === files[i])) return before.found;
  const found = indexFiles(files);
  if (first) known.set(first, { files, found });
  return found;
}

function indexFiles(all: readonly TerraformFile[]): Declarations {
  const sorted = [...all].sort((a, b) => (a.source.path < b.source.path ? -1 : 1));
  const paths = new Set(sorted.map((file) => file.source.path));
  const files = sorted.filter((file) => file.sort === 'config' && !hasTofuTwin(file.source.path, paths));
  const draft: Draft = {
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    modules: new Map(),
    resources: new Map(),
    blocks: [],
  };
  for (const file of files.filter((f) => !isOverride(f)))
    for (const block of file.body.blocks) declare(draft, block, file);
  for (const file of files.filter(isOverride)) for (const block of file.body.blocks) override(draft, block, file);
  return { ...draft, files, values: variableValues(sorted) };
}

/** OpenTofu reads `x.tofu` instead of `x.tf`. */
function hasTofuTwin(path: string, all: ReadonlySet<string>): boolean {
  return /\.tf(?:\.json)?$/.test(path) && all.has(path.replace(/\.tf(\.json)?$/, '.tofu$1'));
}

function mapFor(draft: Draft, type: string): Map<string, Declared> | undefined {
  if (type === 'variable') return draft.variables;
  if (type === 'output') return draft.outputs;
  if (type === 'module') return draft.modules;
  return type === 'resource' || type === 'data' ? draft.resources : undefined;
}

/** The name under which a block is referred to; undefined while its labels are not typed yet. */
export function nameOf(block: Block): string | undefined {
  const [first, second] = block.labels;
  if (block.type !== 'resource' && block.type !== 'data') return first?.text;
  if (!first || !second) return undefined;
  return `${block.type === 'data' ? 'data.' : ''}${first.text}.${second.text}`;
}

function declare(draft: Draft, block: Block, file: TerraformFile): void {
  const declared: MutableDeclared = { block, file, overrides: [] };
  const map = mapFor(draft, block.type);
  const name = nameOf(block);
  if (block.type === 'locals') addLocals(draft, block, file, false);
  if (map && name !== undefined && !map.has(name)) map.set(name, declared);
  if (block.type === 'provider' || block.type === 'terraform' || block.type === 'module' || map === draft.resources)
    draft.blocks.push(declared);
}

function override(draft: Draft, block: Block, file: TerraformFile): void {
  const name = nameOf(block);
  const target = name === undefined ? undefined : mapFor(draft, block.type)?.get(name);
  if (block.type === 'locals') addLocals(draft, block, file, true);
  else if (target) (target as MutableDeclared).overrides.push({ block, file });
  else declare(draft, block, file);
}

function addLocals(draft: Draft, block: Block, file: TerraformFile, replace: boolean): void {
  for (const attribute of block.body.attributes) {
    if (replace || !draft.locals.has(attribute.name)) draft.locals.set(attribute.name, { attribute, file });
  }
}

/** The same with variable files that are named on the command line: they are stronger than those that Terraform finds. */
export function withVariableFiles(declarations: Declarations, named: readonly TerraformFile[]): Declarations {
  if (named.length === 0) return declarations;
  const values = new Map(declarations.values);
  for (const file of named)
    for (const attribute of file.body.attributes) values.set(attribute.name, { attribute, file });
  return { ...declarations, files: [...declarations.files, ...named], values };
}

/** `terraform.tfvars`, then `terraform.tfvars.json`, then `*.auto.tfvars` and `*.auto.tfvars.json` by name, as Terraform reads them. */
function variableValues(files: readonly TerraformFile[]): ReadonlyMap<string, Written> {
  const values = new Map<string, Written>();
  const rank = (file: TerraformFile) =>
    ['terraform.tfvars', 'terraform.tfvars.json'].indexOf(baseName(file.source.path));
  const auto = files.filter((file) => /\.auto\.tfvars(?:\.json)?$/.test(file.source.path));
  const fixed = files.filter((file) => rank(file) >= 0).sort((a, b) => rank(a) - rank(b));
  for (const file of [...fixed, ...auto])
    for (const attribute of file.body.attributes) values.set(attribute.name, { attribute, file });
  return values;
}

/** The attribute of a declared block, override files first; the last one where it stands twice. */
export function attributeOf(declared: Declared, name: string): Written | undefined {
  for (const { block, file } of [...declared.overrides].reverse()) {
    const attribute = findAttribute(block.body, name);
    if (attribute) return { attribute, file };
  }
  const attribute = findAttribute(declared.block.body, name);
  return attribute && { attribute, file: declared.file };
}

/** The attribute with this name, if it is written. */
export function findAttribute(body: Body, name: string): Attribute | undefined {
  for (let i = body.attributes.length - 1; i >= 0; i--) {
    const attribute = body.attributes[i];
    if (attribute?.name === name) return attribute;
  }
  return undefined;
}

/** Where a block is named: the type; in JSON, where all resources of a type share it, the own name. */
export function headOf(declared: Declared): Span {
  const { labels, typeSpan } = declared.block;
  const label = declared.file.language === 'json' ? labels[labels.length - 1] : labels[0];
  return label?.span ?? typeSpan;
}
