// Rules of other linters: each is an equivalent of one of ours, or listed with the reason why not.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peerCoverage, readPeerRules, readUnmapped, type Unmapped } from '../../../scripts/coverage/peers';
import { loadKind } from '../../../server/rules/load';
import { allKinds, root } from '../../support/kinds';

const ours = (): readonly Unmapped[] => readUnmapped(readFileSync(join(root, 'rules/not-mapped.tsv'), 'utf8'));

const kind = loadKind(`
kind: x.y
noun: thing
bind: { cloudformation: "AWS::X::Y" }
facts: { on: { cloudformation: On } }
rules:
  - { id: x-off, title: Off., why: why, theme: at-rest, severity: high, profile: baseline, require: { on: true }, equivalents: { guard: [X_ON] }, references: [] }
`).kind;

describe('rules of other linters', () => {
  it('are counted as mapped, listed or open, and idle lines are told', () => {
    const rules = readPeerRules(
      'tool\trule\ttitle\nguard-registry\tX_ON\tOn\nguard-registry\tX_OLD\tOld\nkics\t1\tOne\n',
    );
    const unmapped = readUnmapped('# why\nguard\tX_O*\tretired\nguard\tX_ON\tno reason\n');
    const { peers, idle } = peerCoverage(rules, unmapped, kind ? [kind] : []);
    assert.deepEqual(
      peers.map(({ tool, mapped, listed, open }) => [
        tool,
        ...[mapped, listed, open].map((list) => list.map(({ id }) => id)),
      ]),
      [
        ['guard', ['X_ON'], ['X_OLD'], []],
        ['kics', [], [], ['1']],
      ],
    );
    assert.deepEqual(idle, [{ tool: 'guard', pattern: 'X_ON', reason: 'no reason' }]);
  });

  it('have a reason where they have no equivalent', () => {
    const bare = ours().filter(({ tool, pattern, reason }) => tool === '' || pattern === '' || reason.length < 20);
    assert.deepEqual(bare, []);
  });

  it('are none of them open', function () {
    const list = join(root, '../shared/peers.tsv');
    if (!existsSync(list)) {
      console.log(`      skipped: the list of other linters' rules is not there (${list})`);
      this.skip();
    }
    const { peers, idle } = peerCoverage(readPeerRules(readFileSync(list, 'utf8')), ours(), allKinds().kinds);
    assert.deepEqual(
      peers.flatMap(({ open }) => open),
      [],
    );
    assert.deepEqual(idle, []);
  });
});
