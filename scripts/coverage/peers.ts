// Counts which rules of other linters have an equivalent here, are listed with a reason why not, or are open.
import type { Kind } from '../../server/core/kind';
import { matchesPattern } from '../../server/core/settings';

/** A rule of another linter, as the list of peers' rules names it. */
export interface PeerRule {
  readonly tool: string;
  readonly id: string;
  readonly title: string;
}

/** A rule of another linter, or a pattern of them, that has no equivalent, and why. */
export interface Unmapped {
  readonly tool: string;
  readonly pattern: string;
  readonly reason: string;
}

export interface PeerCount {
  readonly tool: string;
  readonly mapped: readonly PeerRule[];
  readonly listed: readonly PeerRule[];
  readonly open: readonly PeerRule[];
}

export interface PeerCoverage {
  readonly peers: readonly PeerCount[];
  /** Lines of ours that fit no rule of the peer, or one that has an equivalent. */
  readonly idle: readonly Unmapped[];
}

/** The lists call a tool after its repository; `equivalents` after what people type. */
const TOOL_NAMES: Readonly<Record<string, string>> = { 'guard-registry': 'guard' };

/** Reads `tool<TAB>id<TAB>title...` with a head line. */
export function readPeerRules(text: string): readonly PeerRule[] {
  return dataLines(text)
    .slice(1)
    .map(([tool = '', id = '', title = '']) => ({ tool: TOOL_NAMES[tool] ?? tool, id, title }));
}

/** Reads `rules/not-mapped.tsv`. */
export function readUnmapped(text: string): readonly Unmapped[] {
  return dataLines(text).map(([tool = '', pattern = '', reason = '']) => ({ tool, pattern, reason }));
}

function dataLines(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

/** Compares the peers' rules with the equivalents of ours. */
export function peerCoverage(
  rules: readonly PeerRule[],
  unmapped: readonly Unmapped[],
  kinds: readonly Kind[],
): PeerCoverage {
  const equivalents = new Set(
    kinds.flatMap((kind) =>
      kind.rules.flatMap((rule) =>
        Object.entries(rule.equivalents).flatMap(([tool, ids]) => ids.map((id) => `${tool} ${id}`)),
      ),
    ),
  );
  const isMapped = ({ tool, id }: PeerRule): boolean => equivalents.has(`${tool} ${id}`);
  const fits = (line: Unmapped, rule: PeerRule): boolean =>
    line.tool === rule.tool && matchesPattern(line.pattern, rule.id);
  const rest = rules.filter((rule) => !isMapped(rule));
  const isListed = (rule: PeerRule): boolean => unmapped.some((line) => fits(line, rule));
  return {
    peers: [...new Set(rules.map(({ tool }) => tool))].sort().map((tool) => ({
      tool,
      mapped: rules.filter((rule) => rule.tool === tool && isMapped(rule)),
      listed: rest.filter((rule) => rule.tool === tool && isListed(rule)),
      open: rest.filter((rule) => rule.tool === tool && !isListed(rule)),
    })),
    idle: unmapped.filter((line) => !rest.some((rule) => fits(line, rule))),
  };
}

/** Prints the counts per peer, and every rule that is open. */
export function printPeers({ peers, idle }: PeerCoverage): void {
  const cell = (number: number): string => String(number).padStart(8);
  console.log('\npeer                  rules  mapped  listed    open');
  for (const { tool, mapped, listed, open } of peers)
    console.log(
      `${tool.padEnd(19)}${cell(mapped.length + listed.length + open.length)}${[mapped, listed, open].map((list) => cell(list.length)).join('')}`,
    );
  for (const { tool, id, title } of peers.flatMap((peer) => peer.open)) console.log(`open  ${tool} ${id}  ${title}`);
  for (const { tool, pattern } of idle) console.log(`rules/not-mapped.tsv names nothing unmapped: ${tool} ${pattern}`);
}
