// Programs that manage a repository's hooks by a file of their own, and what to write into it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Manager {
  readonly name: string;
  /** The file as people see it from the top of the repository. */
  readonly file: string;
  /** True where the file speaks of Cipherlint already. */
  readonly done: boolean;
  readonly advice: string;
}

const LEFTHOOK = ['lefthook', '.lefthook', '.config/lefthook'].flatMap((name) =>
  ['yml', 'yaml', 'toml', 'json', 'jsonc'].map((ending) => `${name}.${ending}`),
);
const PRE_COMMIT = ['.pre-commit-config.yaml', '.pre-commit-config.yml'];

const LEFTHOOK_ADVICE = `pre-commit:
  commands:
    cipherlint:
      run: npx --no-install cipherlint scan --staged
`;

const PRE_COMMIT_ADVICE = `repos:
  - repo: local
    hooks:
      - id: cipherlint
        name: cipherlint
        language: system
        entry: npx --no-install cipherlint scan --staged
        pass_filenames: false
        stages: [pre-commit]
`;

/** lefthook's or pre-commit's file at the top of a work tree. */
export function managerOf(top: string): Manager | undefined {
  return (
    managerIn(top, 'lefthook', LEFTHOOK, LEFTHOOK_ADVICE) ?? managerIn(top, 'pre-commit', PRE_COMMIT, PRE_COMMIT_ADVICE)
  );
}

function managerIn(top: string, name: string, files: readonly string[], advice: string): Manager | undefined {
  const file = files.find((candidate) => existsSync(join(top, candidate)));
  return file === undefined
    ? undefined
    : { name, file, advice, done: /\bcipherlint\b/.test(readFileSync(join(top, file), 'utf8')) };
}
