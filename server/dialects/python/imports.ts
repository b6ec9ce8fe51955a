// Adds imports that a fix needs: `os`, sorted into the standard library's, and modules of CDK behind the others.
import type { CodeEdit } from './layout';
import type { PythonFile } from './read';
import { textOf, type Node } from './syntax';
import { writesOf } from './writes';

/** Modules of the standard library that scripts import; others count as packages. */
const STANDARD = new Set(
  `argparse asyncio base64 collections concurrent contextlib copy csv dataclasses datetime decimal email enum functools getpass glob hashlib
  hmac http inspect io itertools json logging math multiprocessing os pathlib pickle platform pprint queue random re secrets shutil signal
  smtplib socket ssl string subprocess sys tarfile tempfile textwrap threading time traceback typing unittest urllib uuid warnings zipfile`.split(
    /\s+/,
  ),
);

interface Import {
  readonly node: Node;
  readonly module: string;
  /** `import x`, not `from x import y`. */
  readonly plain: boolean;
}

/** The edit that imports `os`; none where the file does already, or where nothing is imported at all. */
export function importOs({ root, code }: PythonFile): readonly CodeEdit[] {
  const imports = root.kids.flatMap((node): readonly Import[] => {
    const [, word, module] = /^(import|from)\s+([\w.]+)/.exec(textOf(node)) ?? [];
    return node.name === 'ImportStatement' && module !== undefined && module !== '__future__'
      ? [{ node, module: module.split('.')[0] ?? module, plain: word === 'import' }]
      : [];
  });
  if (imports.some(({ node }) => /^import\s(?:.*,)?\s*os\s*(?:,|$)/.test(textOf(node)))) return [];
  const [first] = imports;
  if (!first) return [];
  const eol = code.text.includes('\r\n') ? '\r\n' : '\n';
  const own = runOfStandard(imports);
  if (own.length === 0) return [insertion(first.node.start, `import os${eol}${eol}`)];
  const next = own.find(({ module, plain }) => !plain || module > 'os');
  const last = own.at(-1) ?? first;
  return [next ? insertion(next.node.start, `import os${eol}`) : insertion(last.node.end, `${eol}import os`)];
}

function runOfStandard(imports: readonly Import[]): readonly Import[] {
  const end = imports.findIndex(({ module }) => !STANDARD.has(module));
  return end < 0 ? imports : imports.slice(0, end);
}

/** How the file writes a class of a CDK module, and the import that it lacks for that. */
export interface Imported {
  readonly text: string;
  readonly edits: readonly CodeEdit[];
}

/** `kms.Key` for the class `Key` of `aws_kms`; with `''` the prefix `iam.`. Undefined where the file imports nothing of CDK. */
export function importCdk({ root, code }: PythonFile, module: string, name: string): Imported | undefined {
  const statements = root.kids.filter((node) => node.name === 'ImportStatement');
  const names = statements.flatMap((node) => writesOf(node));
  const nameOf = (path: string): string | undefined =>
    names.find(({ step }) => step.kind === 'import' && step.path === path)?.name;
  const own = name === '' ? undefined : nameOf(`aws_cdk.${module}.${name}`);
  if (own !== undefined) return { text: own, edits: [] };
  const whole = nameOf(`aws_cdk.${module}`);
  if (whole !== undefined) return { text: `${whole}.${name}`, edits: [] };
  const last = statements.filter((node) => /^(?:from|import)\s+aws_cdk\b/.test(textOf(node))).at(-1);
  if (!last) return undefined;
  const short = module.replace(/^aws_/, '');
  const isFree = !new RegExp(`\\b${short}\\b`).test(code.text);
  const eol = code.text.includes('\r\n') ? '\r\n' : '\n';
  const line = `${eol}from aws_cdk import ${module}${isFree ? ` as ${short}` : ''}`;
  return { text: `${isFree ? short : module}.${name}`, edits: [insertion(last.end, line)] };
}

function insertion(at: number, text: string): CodeEdit {
  return { start: at, end: at, text };
}
