// Other linters as judges of the fixes: what each of them says of a file before and after, where it is installed on this machine.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import type { Rule } from '../../server/core/kind';
import { PEERS, type Failed, type Peer } from './peer-output';

/** A file before and after one fix. */
export interface FixedText {
  readonly name: string;
  readonly rule: Rule;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What one linter says of one fix. */
export interface Verdict {
  readonly peer: string;
  readonly name: string;
  readonly rule: string;
  /** Its id, as the rule's equivalents name it. */
  readonly id: string;
  /** It failed before and passes now; still fails; or is new. */
  readonly outcome: 'turned' | 'stays' | 'comes';
}

/** A verdict that is right all the same, with the reason. */
export interface Exception {
  readonly peer: string;
  readonly id: string;
  readonly rule: string;
  readonly reason: string;
}

/** The linters that are found in the folders of `path`. */
export function installedPeers(path: string): readonly { readonly peer: Peer; readonly program: string }[] {
  return PEERS.flatMap((peer) => {
    const program = path
      .split(delimiter)
      .map((folder) => join(folder, peer.name))
      .find(isProgram);
    return program === undefined ? [] : [{ peer, program }];
  });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a linter once over all files, before and after. A text where it can't be run or understood. */
export function judgedBy(peer: Peer, program: string, cases: readonly FixedText[]): readonly Verdict[] | string {
  const folder = mkdtempSync(join(tmpdir(), 'cipherlint-peers-'));
  try {
    const files = cases.map((each, i) => ({
      before: written(folder, [String(i), 'before'], each.path, each.before),
      after: written(folder, [String(i), 'after'], each.path, each.after),
    }));
    const run = spawnSync(
      program,
      [
        ...peer.args(
          folder,
          files.flatMap(({ before, after }) => [before, after]),
        ),
      ],
      {
        encoding: 'utf8',
        maxBuffer: 1e9,
      },
    );
    if (run.error) return run.error.message;
    const failed = peer.read(run.stdout, folder);
    if (typeof failed === 'string') return `${failed} ${run.stderr.slice(0, 300)}`.trim();
    return cases.flatMap((each, i) => {
      const { before = '', after = '' } = files[i] ?? {};
      return verdicts(peer, each, failed.get(before) ?? new Set(), failed.get(after) ?? new Set());
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a file into a folder of its own, and gives its path. */
function written(root: string, folders: readonly string[], path: string, text: string): string {
  const file = join(root, ...folders, basename(path));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function verdicts(peer: Peer, { name, rule }: FixedText, before: Failed, after: Failed): readonly Verdict[] {
  const mapped = (rule.equivalents[peer.name] ?? []).map(peer.spell);
  const turned = mapped.flatMap((id) => {
    if (!before.has(id)) return [];
    return [{ peer: peer.name, name, rule: rule.id, id, outcome: after.has(id) ? 'stays' : 'turned' } as const];
  });
  const comes = peer.judgesNew ? [...after].filter((id) => !before.has(id)) : [];
  return [...turned, ...comes.map((id) => ({ peer: peer.name, name, rule: rule.id, id, outcome: 'comes' }) as const)];
}

/** The exceptions of a table: peer, id, rule and reason, apart by tabs; `*` stands for any rule. */
export function exceptionsIn(file: string): readonly Exception[] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [peer = '', id = '', rule = '', reason = ''] = line.split('\t');
      return { peer, id, rule, reason };
    });
}

/** Prints what the judges say; returns how many verdicts are neither a pass nor an exception that is explained. */
export function printVerdicts(
  cases: readonly FixedText[],
  exceptions: readonly Exception[],
  path = process.env.PATH ?? '',
): number {
  const installed = installedPeers(path);
  if (installed.length === 0) {
    console.log(`\nNo judges: none of ${PEERS.map(({ name }) => name).join(', ')} is on the PATH.`);
    return 0;
  }
  return installed.reduce((failures, { peer, program }) => {
    const own = cases.filter(peer.reads);
    const result = judgedBy(peer, program, own);
    if (typeof result === 'string') {
      console.log(`\n${peer.name} could not be asked: ${result}`);
      return failures + 1;
    }
    return failures + printPeer(peer.name, own.length, result, exceptions);
  }, 0);
}

function printPeer(peer: string, files: number, all: readonly Verdict[], exceptions: readonly Exception[]): number {
  const wrong = all.filter(({ outcome }) => outcome !== 'turned');
  const explained = (verdict: Verdict): Exception | undefined =>
    exceptions.find(
      (each) => each.peer === peer && each.id === verdict.id && (each.rule === '*' || each.rule === verdict.rule),
    );
  const failures = wrong.filter((verdict) => !explained(verdict));
  console.log(
    `\n${peer}: ${String(files)} fixed files, ${String(all.length - wrong.length)} verdicts turned from fail to pass, ${String(wrong.length - failures.length)} exceptions, ${String(failures.length)} failures`,
  );
  for (const verdict of wrong) {
    const words = verdict.outcome === 'stays' ? 'still fails' : 'is new';
    const reason = explained(verdict)?.reason ?? 'NOT EXPLAINED';
    console.log(`  ${verdict.id} ${words} after ${verdict.rule}: ${reason}  [${verdict.name}]`);
  }
  return failures.length;
}
