// Asks the linters that are installed, and prints what they say; a table gives the reasons where they are not content and need not be.
import { readFileSync } from 'node:fs';
import { PEERS } from './peer-output';
import { installedPeers, judgeable, judgedBy, type FixedText, type Verdict } from './peers';

/** A verdict that is right all the same, with the reason. */
export interface Exception {
  readonly peer: string;
  readonly id: string;
  readonly rule: string;
  readonly reason: string;
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
  const missing = PEERS.filter((peer) => !installed.some((each) => each.peer === peer)).map(({ name }) => name);
  if (missing.length > 0) console.log(`\nNot on the PATH, so not asked: ${missing.join(', ')}`);
  return installed.reduce((failures, each) => {
    const own = judgeable(each.peer, cases);
    const result = judgedBy(each, own);
    if (typeof result === 'string') {
      console.log(`\n${each.peer.name} could not be asked: ${result}`);
      return failures + 1;
    }
    return failures + printPeer(each.peer.name, own.length, result, exceptions);
  }, 0);
}

function printPeer(peer: string, files: number, all: readonly Verdict[], exceptions: readonly Exception[]): number {
  const wrong = all.filter(({ outcome }) => outcome !== 'turned');
  const explained = (verdict: Verdict): Exception | undefined =>
    exceptions.find(
      (each) => each.peer === peer && each.id === verdict.id && (each.rule === '*' || each.rule === verdict.rule),
    );
  const failures = wrong.filter((verdict) => !explained(verdict));
  const counts = [
    `${String(files)} fixed files`,
    `${String(all.length - wrong.length)} verdicts turned from fail to pass`,
    `${String(wrong.length - failures.length)} exceptions`,
    `${String(failures.length)} failures`,
  ];
  console.log(`\n${peer}: ${counts.join(', ')}`);
  for (const [verdict, ...others] of alike(wrong)) {
    const words = verdict.outcome === 'stays' ? 'still fails' : 'is new';
    const reason = explained(verdict)?.reason ?? 'NOT EXPLAINED';
    const more = others.length > 0 ? ` and ${String(others.length)} more` : '';
    console.log(`  ${verdict.id} ${words} after ${verdict.rule}: ${reason}  [${verdict.name}${more}]`);
  }
  return failures.length;
}

/** Verdicts of the same id on fixes of the same rule. */
function alike(verdicts: readonly Verdict[]): readonly (readonly [Verdict, ...Verdict[]])[] {
  const groups = new Map<string, [Verdict, ...Verdict[]]>();
  for (const verdict of verdicts) {
    const key = `${verdict.id} ${verdict.rule} ${verdict.outcome}`;
    const group = groups.get(key);
    if (group) group.push(verdict);
    else groups.set(key, [verdict]);
  }
  return [...groups.values()];
}
