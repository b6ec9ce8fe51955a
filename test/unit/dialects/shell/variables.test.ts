// What variables and files hold for `aws` commands: bodies, places, branches, edits where the option is written.
import assert from 'node:assert/strict';
import type { Change } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import { shell } from '../../../../server/dialects/shell';
import { plain, readUnit } from './helper';

const USE = 'aws kms create-key "${ARGS[@]}"';

/** Name, script, bodies of all calls in order. */
const HELD: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['a list', `ARGS=(--origin x --no-multi-region)\n${USE}`, [{ Origin: 'x', MultiRegion: false }]],
  [
    'a list over lines',
    `ARGS=(\n  --origin x # why\n  --policy "a b"\n)\n${USE} --y z`,
    [{ Origin: 'x', Policy: 'a b', Y: 'z' }],
  ],
  ['a list that grows', `ARGS=(--origin x)\nARGS+=(--policy p)\n${USE}`, [{ Origin: 'x', Policy: 'p' }]],
  [
    'what a branch adds is there or not',
    `ARGS=(--origin x)\nif [ -n "$1" ]; then\n  ARGS+=(--policy p)\nelse\n  ARGS+=(--tags t)\nfi\n${USE}`,
    [{ Origin: 'x', Policy: '??', Tags: '??' }],
  ],
  [
    'the same by &&',
    `ARGS=(--multi-region)\n[ -n "$1" ] && ARGS+=(--no-multi-region)\n${USE}`,
    [{ MultiRegion: '??' }],
  ],
  ['inside of the branch it is there', `ARGS=()\nif x; then\nARGS+=(--policy p); ${USE}\nfi`, [{ Policy: 'p' }]],
  ['a list that a branch sets anew', `ARGS=(--origin x)\nif a; then ARGS=(--policy p); fi\n${USE}`, [{ '…': true }]],
  ['a list that is not known', USE, [{ '…': true }]],
  ['a list of unknown words', `ARGS=(--origin "$1" $2)\n${USE}`, [{ Origin: '??', '…': true }]],
  ['a list of a list', `A=(--origin x)\nARGS=("\${A[@]}" --policy p)\n${USE}`, [{ Origin: 'x', Policy: 'p' }]],
  ['a loop that adds', `ARGS=(--origin x)\nfor t in a b; do ARGS+=(--tags $t); done\n${USE}`, [{ '…': true }]],
  ['a whole command', 'C=(aws kms create-key --origin x)\n"${C[@]}"', [{ Origin: 'x' }]],
  ['text without quotes', 'O="--origin x"\naws kms create-key $O --y', [{ Origin: 'x', Y: true }]],
  ['text that is empty', 'O=\naws kms create-key $O --y', [{ Y: true }]],
  ['text that a branch sets', 'O=\nif a; then O="--origin x"; fi\naws kms create-key $O --y', [{ Y: true, '…': true }]],
  [
    'text that is added to',
    'O="--origin x"\nO="$O --policy p"\nO+=" --y"\naws kms create-key $O',
    [{ Origin: 'x', Policy: 'p', Y: true }],
  ],
  [
    'text in quotes is one word',
    'O="a b"\naws kms create-key --origin "$O" --policy "p-${O}"',
    [{ Origin: 'a b', Policy: 'p-a b' }],
  ],
  ['text with an unknown part', 'O="a-$1"\naws kms create-key --origin $O', [{ Origin: 'a-{}' }]],
  ['the command itself', 'AWS="aws --region r"\n$AWS kms create-key --origin x', [{ Origin: 'x' }]],
  ['options before the service', 'aws $OPTS kms create-key --origin x', [{ Origin: 'x', '…': true }]],
  ['set before the command only', 'O=x aws kms create-key --origin $O', [{ Origin: '??' }]],
  ['exported', 'export O=x\naws kms create-key --origin $O', [{ Origin: 'x' }]],
  ['in a chain', 'O=x && aws kms create-key --origin $O', [{ Origin: 'x' }]],
  ['behind a chain', 'cd y && O=x\naws kms create-key --origin $O', [{ Origin: '??' }]],
  [
    'in a subshell',
    'O=x\n(O=y; aws kms create-key --origin $O)\naws kms create-key --origin $O',
    [{ Origin: 'y' }, { Origin: 'x' }],
  ],
  [
    'inside $( )',
    'O=x\nK=$(aws kms create-key --origin $O)\naws kms create-key --origin $K',
    [{ Origin: 'x' }, { Origin: '??' }],
  ],
  ['read', 'O=x\nread -r O\naws kms create-key --origin $O', [{ Origin: '??' }]],
  ['another script', 'O=x\n. ./env.sh\naws kms create-key --origin $O', [{ Origin: '??' }]],
  ['set again in a loop', 'O=x\nwhile a; do\naws kms create-key --origin $O\nO=y\ndone', [{ Origin: '??' }]],
  ['each of a loop', 'for O in a b; do aws kms create-key --origin $O; done', [{ Origin: '??' }]],
  ['of cases', 'case $1 in\na) O=x ;;\n*) O=y ;;\nesac\naws kms create-key --origin $O', [{ Origin: '??' }]],
  [
    'in a function',
    'O=x\nf() {\n  local P=p\n  aws kms create-key --origin $O --policy $P\n}\naws kms create-key --policy $P',
    [{ Origin: 'x', Policy: 'p' }, { Policy: '??' }],
  ],
  ['of a function that sets it', 'f() { O=y; }\nO=x\nf\naws kms create-key --origin $O', [{ Origin: '??' }]],
  [
    'in a function that runs later',
    'O=x\nfunction f {\n  aws kms create-key --origin $O\n}\nO=y\nf',
    [{ Origin: '??' }],
  ],
  ['of itself', 'O=$O\nO="$O$O"\naws kms create-key --origin $O', [{ Origin: '??' }]],
];

/** Name, script, bodies; `in.json` and `sub/in.json` lie in the workspace. */
const FILES: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['an input file', 'aws kms create-key --cli-input-json file://in.json', [{ Origin: 'x', Tags: [{ A: 1 }] }]],
  [
    'an option of its own wins',
    'aws kms create-key --origin y --cli-input-json file://./in.json',
    [{ Origin: 'y', Tags: [{ A: 1 }] }],
  ],
  ['input in place', `aws kms create-key --cli-input-json '{"Origin":"z"}' --no-x`, [{ Origin: 'z', X: false }]],
  ['input that is not known', 'aws kms create-key --cli-input-json file://other.json', [{ '…': true }]],
  [
    'the file of one option',
    'aws kms create-key --policy file://in.json',
    [{ Policy: { Origin: 'x', Tags: [{ A: 1 }] } }],
  ],
  ['no JSON', 'aws kms create-key --policy file://in.txt', [{ Policy: '??' }]],
  ['a script that goes elsewhere', 'cd x\naws kms create-key --cli-input-json file://in.json', [{ '…': true }]],
  [
    'a script that goes home',
    'cd "$(dirname "$0")"\naws kms create-key --cli-input-json file://in.json',
    [{ Origin: 'x', Tags: [{ A: 1 }] }],
  ],
  [
    'a file that is made',
    'make_it > in.json\naws kms create-key --output json --cli-input-json file://in.json',
    [{ '…': true }],
  ],
  [
    'a file that is written here',
    `cat > in.json <<'EOF'\n{"Origin": "h"}\nEOF\naws kms create-key --cli-input-json file://in.json`,
    [{ Origin: 'h' }],
  ],
  [
    'a file with what the shell puts in',
    'cat <<EOF > in.json\n{"Origin": "$H"}\nEOF\naws kms create-key --cli-input-json file://in.json',
    [{ '…': true }],
  ],
  [
    'a path that leaves the workspace',
    'aws kms create-key --policy file:///etc/x.json --y file://../in.json',
    [{ Policy: '??', Y: '??' }],
  ],
];

const BESIDE = { 'in.json': '{"Origin": "x", "Tags": [{"A": 1}]}', 'in.txt': 'plain' };
const off: Change = {
  kind: 'set',
  path: [{ name: 'MultiRegion', list: false }],
  value: { kind: 'scalar', value: true },
};
const remove: Change = { kind: 'remove', path: [{ name: 'Origin', list: false }] };

function edited(text: string, change: Change): string {
  const unit = readUnit(text, 'deploy.sh', BESIDE);
  const [resource] = unit.resources;
  assert.ok(resource);
  const result = shell.edit(unit, resource, change);
  return result.ok ? applyEdits(text, result.edits) : result.reason;
}

describe('shell: variables and files', () => {
  for (const [name, text, bodies] of HELD) {
    it(name, () => {
      assert.deepEqual(
        readUnit(text).resources.map((r) => plain(r.body)),
        bodies,
      );
    });
  }

  for (const [name, text, bodies] of FILES) {
    it(name, () => {
      assert.deepEqual(
        readUnit(text, 'deploy.sh', BESIDE).resources.map((r) => plain(r.body)),
        bodies,
      );
    });
  }

  it('says where everything stands', () => {
    const text = `ARGS=(--origin x)\nO="--y z"\naws kms create-key "\${ARGS[@]}" $O --q "$O"`;
    const [key] = readUnit(text).resources;
    assert.ok(key);
    const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.deepEqual(
      key.body.entries.map(({ keySpan, value }) => {
        const [trace] = value.trace ?? [];
        return [at(keySpan), at(value.span), trace?.note, trace && at(trace.place.span)];
      }),
      [
        ['"${ARGS[@]}"', '"${ARGS[@]}"', '"ARGS" is set here', '--origin x'],
        ['$O', '$O', '"O" is set here', '--y z'],
        ['--q', '"$O"', '"O" is set here', '--y z'],
      ],
    );
    assert.equal(at(key.span), 'aws kms create-key "${ARGS[@]}" $O --q "$O"');
  });

  it('says where a file says it', () => {
    const text = 'aws kms create-key --cli-input-json file://in.json';
    const value = readUnit(text, 'deploy.sh', BESIDE).resources[0]?.body.entries[0]?.value;
    assert.ok(value);
    assert.equal(text.slice(value.span.start, value.span.end), 'file://in.json');
    const [trace] = value.trace ?? [];
    assert.equal(trace?.place.uri, 'file:///in.json');
    assert.equal(BESIDE['in.json'].slice(trace.place.span.start, trace.place.span.end), '"x"');
  });

  it('takes a file beside the script, but not where another could be meant', () => {
    const text = 'aws kms create-key --cli-input-json file://in.json';
    const origin = (beside: Readonly<Record<string, string>>): unknown =>
      readUnit(text, 'sub/deploy.sh', beside).resources.map((r) => plain(r.body))[0];
    assert.deepEqual(origin({ 'sub/in.json': '{"Origin": "s"}' }), { Origin: 's' });
    assert.deepEqual(origin({ 'sub/in.json': '{"Origin": "s"}', ...BESIDE }), { '…': true });
  });

  it('changes an option where it is written', () => {
    const list = `ARGS=(--no-multi-region --origin x)\n${USE}`;
    assert.equal(edited(list, off), list.replace('--no-multi-region', '--multi-region'));
    assert.equal(edited(list, remove), list.replace(' --origin x', ''));
    const text = 'O="--no-multi-region"\naws kms create-key $O';
    assert.equal(edited(text, off), text.replace('--no-', '--'));
    const added = 'ARGS=(--origin x)\naws kms create-key "${ARGS[@]}"';
    assert.equal(edited(added, off), `${added} --multi-region`);
  });

  it('adds an option that wins over an input file, and leaves the file alone', () => {
    const text = `aws kms create-key --cli-input-json '{"MultiRegion": false, "Origin": "x"}'`;
    assert.equal(edited(text, off), `${text} --multi-region`);
    assert.equal(edited(text, remove), 'values inside an option are not changed');
  });

  it('reads every prefix', () => {
    for (const [, text] of [...HELD, ...FILES]) {
      for (let end = 0; end <= text.length; end++) {
        for (const { span, head, body } of readUnit(text.slice(0, end), 'a.sh', BESIDE).resources) {
          assert.ok(span.start <= head.start && head.end <= span.end && span.end <= end);
          for (const { keySpan } of body.entries) assert.ok(span.start <= keySpan.start && keySpan.end <= end);
        }
      }
    }
  });

  it('does not grow without end', () => {
    const doubled = `A=(--a b c d)\nT="t t t t"\n${'A+=("${A[@]}")\nT="$T$T"\n'.repeat(60)}aws kms create-key "\${A[@]}" $T`;
    assert.deepEqual(
      readUnit(doubled).resources.map((r) => plain(r.body)),
      [{ '…': true }],
    );
    const deep = `X=1\n${'if a; then\nX=2\n'.repeat(5000)}aws kms create-key --origin $X`;
    assert.deepEqual(
      readUnit(deep).resources.map((r) => plain(r.body)),
      [{ Origin: 2 }],
    );
  });
});
