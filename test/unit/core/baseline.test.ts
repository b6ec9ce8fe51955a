// Baselines: which findings stay known when lines move, files are renamed, values change.
import assert from 'node:assert/strict';
import {
  fingerprintOf,
  matchBaseline,
  readBaseline,
  toBaseline,
  writeBaseline,
  type BaselineKey,
} from '../../../server/core/baseline';
import { allKinds } from '../../support/kinds';
import { memoryProject } from '../../support/memory-project';

const keys = (files: Readonly<Record<string, string>>): readonly BaselineKey[] => {
  const project = memoryProject(files, allKinds());
  return Object.keys(files).flatMap((path) =>
    (project.judge(path)?.analysis.findings ?? [])
      .filter(
        ({ verdict, source, rule }) =>
          verdict === 'fail' && source === `file:///${path}` && rule.profile === 'baseline',
      )
      .map((finding) => ({
        rule: finding.rule.id,
        dialect: finding.resource.dialect,
        address: finding.address,
        fingerprint: fingerprintOf(finding),
        path,
      })),
  );
};
const volume = (name: string, value = 'false'): string =>
  `resource "aws_ebs_volume" "${name}" {\n  encrypted = ${value}\n}\n`;

const CASES: readonly {
  readonly title: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Files that are still there though not scanned. */
  readonly unscanned?: readonly string[];
  /** Addresses of findings that are new. */
  readonly fresh: readonly string[];
  readonly obsolete: number;
}[] = [
  { title: 'the same', before: { 'a.tf': volume('d') }, after: { 'a.tf': volume('d') }, fresh: [], obsolete: 0 },
  {
    title: 'moved lines',
    before: { 'a.tf': volume('d') },
    after: { 'a.tf': `# a\n\n${volume('d')}` },
    fresh: [],
    obsolete: 0,
  },
  { title: 'renamed file', before: { 'a.tf': volume('d') }, after: { 'b/c.tf': volume('d') }, fresh: [], obsolete: 0 },
  {
    title: 'a new resource',
    before: { 'a.tf': volume('d') },
    after: { 'a.tf': volume('d') + volume('e') },
    fresh: ['aws_ebs_volume.e'],
    obsolete: 0,
  },
  { title: 'fixed', before: { 'a.tf': volume('d') }, after: { 'a.tf': volume('d', 'true') }, fresh: [], obsolete: 1 },
  {
    title: 'written out instead of left out',
    before: { 'a.tf': 'resource "aws_ebs_volume" "d" {\n}\n' },
    after: { 'a.tf': volume('d') },
    fresh: ['aws_ebs_volume.d'],
    obsolete: 1,
  },
  {
    title: 'a copy in another file is new',
    before: { 'a/a.tf': volume('d') },
    after: { 'a/a.tf': volume('d'), 'b/b.tf': volume('d') },
    fresh: ['aws_ebs_volume.d'],
    obsolete: 0,
  },
  {
    title: 'a copy in another file, where the first was not scanned',
    before: { 'a/a.tf': volume('d') },
    after: { 'b/b.tf': volume('d') },
    unscanned: ['a/a.tf'],
    fresh: ['aws_ebs_volume.d'],
    obsolete: 0,
  },
];

describe('baseline', () => {
  for (const { title, before, after, unscanned = [], fresh, obsolete } of CASES) {
    it(title, () => {
      const now = keys(after);
      const match = matchBaseline(toBaseline(keys(before)), now, ({ path }) => !unscanned.includes(path));
      assert.deepEqual(
        now.filter((_, i) => match.known[i] === false).map(({ address }) => address),
        fresh,
      );
      assert.equal(match.obsolete, obsolete);
    });
  }

  it('is written in order and read again', () => {
    const baseline = toBaseline([
      ...keys({ 'b.tf': volume('d') }),
      ...keys({ 'a.tf': volume('d') }),
      ...keys({ 'a.tf': volume('d') }),
    ]);
    assert.deepEqual(
      baseline.entries.map(({ path, count, fingerprint }) => [path, count, fingerprint]),
      [
        ['a.tf', 2, 'encrypted false'],
        ['b.tf', 1, 'encrypted false'],
      ],
    );
    assert.deepEqual(readBaseline(writeBaseline(baseline)), { ok: true, baseline });
  });

  it('says why a file can not be read', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['{', /not JSON/],
      ['null', /no list "entries"/],
      ['[]', /no list "entries"/],
      ['{"version":2,"entries":[]}', /version is 2/],
      ['{"version":1,"entries":[{"rule":"x"}]}', /entry 1/],
    ];
    for (const [text, reason] of cases) {
      const read = readBaseline(text);
      assert.match(read.ok ? '' : read.reason, reason);
    }
  });
});
