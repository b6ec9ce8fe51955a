// Other linters as judges of the fixes: what each of them says of a file before and after, where it is installed on this machine.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import type { Rule } from '../../server/core/kind';
import { PEERS, type Failed, type Peer } from './peer-output';

/** A file before and after one fix. */
export interface FixedText {
  readonly name: string;
  readonly rule: Rule;
  /** The address of the resource that the fix is about. */
  readonly resource: string;
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
  /** It fails for one resource less; for as many as before, this one among them; or for more. */
  readonly outcome: 'turned' | 'stays' | 'comes';
}

/** A linter on this machine. */
export interface Installed {
  readonly peer: Peer;
  readonly program: string;
}

/** The linters that are found in the folders of `path`. */
export function installedPeers(path: string): readonly Installed[] {
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

/** The fixes of which a linter has something to say: it reads the file, and knows a rule like ours or judges all there is. */
export function judgeable(peer: Peer, cases: readonly FixedText[]): readonly FixedText[] {
  return cases.filter((each) => peer.reads(each) && (peer.judgesNew || idsFor(peer, each).length > 0));
}

/** Linters read all files of a run before they say anything: more at a time need much memory. */
const BATCH = 150;
const TIME_LIMIT = 15 * 60_000;

/** Runs a linter over all files, before and after, some at a time. A text where it can't be run or understood. */
export function judgedBy(installed: Installed, cases: readonly FixedText[]): readonly Verdict[] | string {
  const verdicts: Verdict[] = [];
  for (let from = 0; from < cases.length; from += BATCH) {
    const batch = judgedTogether(installed, cases.slice(from, from + BATCH));
    if (typeof batch === 'string') return batch;
    verdicts.push(...batch);
  }
  return verdicts;
}

function judgedTogether({ peer, program }: Installed, cases: readonly FixedText[]): readonly Verdict[] | string {
  const folder = mkdtempSync(join(tmpdir(), 'cipherlint-peers-'));
  try {
    const file = writerInto(folder);
    const pairs = cases.map((each) => [file(each.path, each.before), file(each.path, each.after)] as const);
    const ids = [...new Set(cases.flatMap((each) => idsFor(peer, each)))];
    const args = peer.args({ folder, files: [...new Set(pairs.flat())], ids });
    const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e9, timeout: TIME_LIMIT });
    if (run.error) return run.error.message;
    const failed = peer.read(run.stdout, folder);
    if (typeof failed === 'string') return `${failed} ${run.stderr.slice(0, 300)}`.trim();
    const failures = (name: string): Failed => failed.get(name) ?? new Map<string, readonly string[]>();
    return cases.flatMap((each, i) => {
      const [before = '', after = ''] = pairs[i] ?? [];
      return verdictsOn(peer, each, failures(before), failures(after));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes each text into a folder of its own, so that no file knows of another, the same text once only; gives its path. */
function writerInto(root: string): (path: string, text: string) => string {
  const files = new Map<string, string>();
  return (path, text) => {
    const key = `${basename(path)}\n${text}`;
    const file = files.get(key) ?? join(root, String(files.size), basename(path));
    files.set(key, file);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
}

function idsFor(peer: Peer, { rule }: FixedText): readonly string[] {
  return (rule.equivalents[peer.name] ?? []).map(peer.spell);
}

function verdictsOn(peer: Peer, fixed: FixedText, before: Failed, after: Failed): readonly Verdict[] {
  const { name, rule } = fixed;
  const verdict = (id: string, outcome: Verdict['outcome']): Verdict => {
    return { peer: peer.name, name, rule: rule.id, id, outcome };
  };
  const resourcesOf = (id: string, failed: Failed): readonly string[] => failed.get(id) ?? [];
  const comes = [...after.keys()].filter((id) => resourcesOf(id, after).length > resourcesOf(id, before).length);
  return [
    ...idsFor(peer, fixed).flatMap((id) => {
      const outcome = outcomeOf(fixed.resource, resourcesOf(id, before), resourcesOf(id, after));
      return outcome ? [verdict(id, outcome)] : [];
    }),
    ...(peer.judgesNew ? comes.map((id) => verdict(id, 'comes')) : []),
  ];
}

/** Undefined where the linter has nothing against this resource: what it says of others is not about this fix. */
function outcomeOf(
  address: string,
  before: readonly string[],
  after: readonly string[],
): 'turned' | 'stays' | undefined {
  if (after.length < before.length) return 'turned';
  const plain = (name: string): string => `.${name}`.replace(/\[[^\]]*\]/g, '');
  const isMeant = before.some((resource) => resource === '' || plain(resource).endsWith(plain(address)));
  return isMeant ? 'stays' : undefined;
}
