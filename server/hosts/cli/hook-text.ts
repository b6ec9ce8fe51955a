// The lines that go into a pre-commit hook, and how they get into a script that is there already and out of it again.

const START = '# >>> cipherlint >>> added by "cipherlint hook install"; "cipherlint hook uninstall" takes it out again';
const END = '# <<< cipherlint <<<';
const BLOCK = /^# >>> cipherlint >>>[^\n]*\n[\s\S]*?^# <<< cipherlint <<<[^\n]*(?:\n|$)/m;
/** Shells that understand the lines. A script without a first line of this kind is run by `sh`, as git and husky do. */
const SHELL = /^#![^\n]*[/ ](?:sh|bash|dash|zsh|ksh|ash|busybox)(?=[\s]|$)/;

export interface HookProgram {
  /** The command line's file: absolute, or relative to the top of the work tree where the hook is committed. */
  readonly cli: string;
  /** The Node program to try first; undefined: the one on the PATH. */
  readonly node: string | undefined;
}

/** The marked lines: this command line if it is still there, else the one that npm has installed for the project. */
export function hookLines({ cli, node }: HookProgram): string {
  const program = [
    `cipherlint_node=${node === undefined ? 'node' : quoted(node)}`,
    ...(node === undefined ? [] : ['command -v "$cipherlint_node" >/dev/null 2>&1 || cipherlint_node=node']),
  ];
  return [
    START,
    `cipherlint_cli=${quoted(cli)}`,
    ...program,
    'if [ -f "$cipherlint_cli" ] && command -v "$cipherlint_node" >/dev/null 2>&1; then',
    '  "$cipherlint_node" "$cipherlint_cli" scan --staged || cipherlint_failed=1',
    'else',
    '  npx --no-install cipherlint scan --staged || cipherlint_failed=1',
    'fi',
    'if [ -n "${cipherlint_failed-}" ]; then',
    `  echo 'cipherlint: the commit was stopped. Fix what is new, or ignore it with a reason; "git commit --no-verify" skips all checks.' >&2`,
    '  exit 1',
    'fi',
    END,
    '',
  ].join('\n');
}

/** For `sh`: nothing in single quotes has a meaning. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export function hasLines(script: string): boolean {
  return BLOCK.test(script);
}

/** True for a script that `sh` and its relatives run. */
export function isShell(script: string): boolean {
  return !script.includes('\0') && (!script.startsWith('#!') || SHELL.test(script));
}

/**
 * A script with the lines in it: in the place of older ones, else right below the first line, where neither an `exit` nor an `exec` of the
 * script comes before them and where they don't change what the script ends with. `atEnd`: for husky, which stops at the first failure.
 */
export function withLines(script: string, lines: string, atEnd: boolean): string {
  if (hasLines(script)) return script.replace(BLOCK, () => lines);
  if (atEnd) return `${script}${script === '' || script.endsWith('\n') ? '' : '\n'}${lines}`;
  const first = script.startsWith('#!') ? script.indexOf('\n') + 1 || script.length : 0;
  const head = script.slice(0, first);
  return `${head}${head === '' || head.endsWith('\n') ? '' : '\n'}${lines}${script.slice(first)}`;
}

/** A script without the lines; empty text where nothing but them was in it. */
export function withoutLines(script: string): string {
  const rest = script.replace(BLOCK, '');
  return /^(#!\/bin\/sh\n?)?$/.test(rest) ? '' : rest;
}
