// Shell text in notebooks: lines behind `!`, cells of `%%bash`; places and edits in the cell and in the notebook's JSON.
import assert from 'node:assert/strict';
import { jointAdapter } from '../../../../server/core/joint-adapter';
import type { Change, Unit } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import { python } from '../../../../server/dialects/python';
import { shell } from '../../../../server/dialects/shell';
import { plain } from './helper';

const joint = jointAdapter(python, shell, 'shell', (path) => path.endsWith('.ipynb'));
const PATH = 'n.ipynb';

function unitOf(...texts: readonly string[]): Unit {
  const files = texts.map((text, n) => joint.read({ uri: `cell:${String(n)}`, path: PATH, text }));
  return joint.resolve(files, { folder: () => undefined, file: () => undefined, text: () => undefined, uri: (p) => p });
}

const notebook = (...cells: readonly string[]): string =>
  JSON.stringify(
    { cells: cells.map((text) => ({ cell_type: 'code', source: text.split(/(?<=\n)/) })), nbformat: 4 },
    null,
    1,
  );

/** A cell, and `type head` with the body of what it calls. */
const CELLS: readonly (readonly [string, readonly (readonly [string, unknown])[]])[] = [
  ['!aws kms create-key --origin x', [['kms:CreateKey create-key', { Origin: 'x' }]]],
  ['if a:\n    !aws kms create-key \\\n      --origin x\n    b()', [['kms:CreateKey create-key', { Origin: 'x' }]]],
  ['out = !aws kms create-key --origin x', [['kms:CreateKey create-key', { Origin: 'x' }]]],
  ['%sx aws kms create-key --origin x', [['kms:CreateKey create-key', { Origin: 'x' }]]],
  ['%%time\n!!aws kms create-key --origin x', [['kms:CreateKey create-key', { Origin: 'x' }]]],
  [
    "!aws s3 cp {file} s3://{bucket}/a --sse aws:kms --sse-kms-key-id '{keys[0].id}'",
    [['s3:PutObject cp', { Bucket: '??', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: '??' }]],
  ],
  [
    '!aws ec2 create-volume --size $n --x Ebs={Encrypted=true} --y {f(a):>3}',
    [['ec2:CreateVolume create-volume', { Size: '??', X: { Ebs: { Encrypted: true } }, Y: '??' }]],
  ],
  ['!cd x && aws kms create-key', [['kms:CreateKey create-key', {}]]],
  ['%%bash\nO=x\naws kms create-key --origin $O --y {b}', [['kms:CreateKey create-key', { Origin: 'x', Y: '{b}' }]]],
  ['%%script bash\naws kms create-key', [['kms:CreateKey create-key', {}]]],
  ['%%sh --out o\n\naws kms create-key', [['kms:CreateKey create-key', {}]]],
  ['%%script python\naws kms create-key', []],
  ['%%writefile a.sh\n!aws kms create-key', []],
  ['x = 1  # !aws kms create-key\nprint("aws kms create-key")', []],
  ['a != aws\nb = c\n!', []],
];

const set: Change = { kind: 'set', path: [{ name: 'KeyId', list: false }], value: { kind: 'scalar', value: 'a "b"' } };

function edited(text: string): string {
  const unit = unitOf(text);
  const resource = unit.resources.find(({ language }) => language === 'shell');
  assert.ok(resource);
  const result = joint.edit(unit, resource, set);
  assert.ok(result.ok);
  return applyEdits(text, result.edits);
}

describe('shell: notebooks', () => {
  for (const [cell, found] of CELLS) {
    it(JSON.stringify(cell), () => {
      for (const text of [cell, notebook('import boto3\n', cell)]) {
        const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
        assert.deepEqual(
          unitOf(text).resources.map((r) => [`${r.type} ${at(r.head)}`, plain(r.body)]),
          found,
        );
      }
    });
  }

  it('is claimed for what it asks of a shell', () => {
    assert.ok(joint.claims(PATH, notebook('!aws s3 ls')));
    assert.ok(joint.claims(PATH, '%%bash\naws s3 ls'));
    assert.equal(joint.claims(PATH, notebook('x = 1')), false);
    assert.equal(joint.claims('n.py', '!aws s3 ls'), false);
  });

  it('knows its places in the JSON, and the places of what variables hold', () => {
    const text = notebook('%%bash\nARGS=(--origin "é x")\naws kms create-key "${ARGS[@]}" --y "a\\tb"');
    const [key] = unitOf(text).resources;
    assert.ok(key);
    const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.deepEqual(
      key.body.entries.map(({ keySpan, value }) => [
        at(keySpan),
        at(value.span),
        value.trace?.map((t) => at(t.place.span)),
      ]),
      [
        ['\\"${ARGS[@]}\\"', '\\"${ARGS[@]}\\"', ['--origin \\"é x\\"']],
        ['--y', '\\"a\\\\tb\\"', undefined],
      ],
    );
  });

  it('judges Python and shell of all cells as one program', () => {
    const unit = unitOf('import boto3\ns = boto3.client("s3")', '!aws kms create-key', 's.put_object(Key="k")');
    assert.deepEqual(
      unit.resources.map((r) => [r.type, r.source, r.language]),
      [
        ['sdk:Client', 'cell:0', 'python'],
        ['s3:PutObject', 'cell:2', 'python'],
        ['kms:CreateKey', 'cell:1', 'shell'],
      ],
    );
    assert.equal(unit.documents.length, 3);
  });

  it('writes into cells, and into the strings of the JSON', () => {
    const cell = '!aws kms create-key \\\n  --origin x\nb()';
    assert.equal(edited(cell), `!aws kms create-key \\\n  --origin x \\\n  --key-id 'a "b"'\nb()`);
    const after = JSON.parse(edited(notebook(cell))) as { cells: { source: string[] }[] };
    assert.equal(after.cells[0]?.source.join(''), `!aws kms create-key \\\n  --origin x --key-id 'a "b"'\nb()`);
  });

  it('reads every prefix', () => {
    for (const [cell] of CELLS) {
      for (const text of [cell, notebook(cell)]) {
        for (let end = 0; end <= text.length; end++) {
          for (const { span, head } of unitOf(text.slice(0, end)).resources)
            assert.ok(span.start <= head.start && head.end <= span.end && span.end <= end);
        }
      }
    }
  });
});
