// Which files of a folder can be one module: a folder of examples in which names repeat is none.
import { isOverride, type TerraformFile } from './file';

const NAMED = new Set(['resource', 'data', 'variable', 'module', 'output']);

/** The files of a folder without those that declare again what `file` declares. Override files are meant to repeat names. */
export function together(file: TerraformFile, folder: readonly TerraformFile[]): readonly TerraformFile[] {
  if (file.sort !== 'config' || isOverride(file)) return folder;
  const own = declaredIn(file);
  return folder.filter(
    (other) =>
      other.source.path === file.source.path ||
      other.sort !== 'config' ||
      isOverride(other) ||
      isTwin(file, other) ||
      ![...declaredIn(other)].some((name) => own.has(name)),
  );
}

/** `main.tofu` beside `main.tf`: OpenTofu reads the one in place of the other. */
function isTwin(a: TerraformFile, b: TerraformFile): boolean {
  const stem = (path: string): string => path.replace(/\.(tf|tofu)(\.json)?$/, '');
  return stem(a.source.path) === stem(b.source.path);
}

function declaredIn(file: TerraformFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { type, labels } of file.body.blocks) {
    if (NAMED.has(type) && labels.length > 0) names.add([type, ...labels.map((label) => label.text)].join(' '));
  }
  return names;
}
