// Adds `import os` where a fix needs it: sorted into the imports of the standard library, in front of those of packages.
import type { CodeEdit } from './layout';
import type { PythonFile } from './read';
import { textOf, type Node } from './syntax';

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

function insertion(at: number, text: string): CodeEdit {
  return { start: at, end: at, text };
}
