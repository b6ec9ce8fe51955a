// Notebooks: cells as one module, magics blanked, places and edits in the JSON text, broken and huge ones survived.
import assert from 'node:assert/strict';
import { python } from '../../../../server/dialects/python/index';
import { edited, resources, setting, unitOf } from './helper';

const cell = (lines: readonly string[], type = 'code'): unknown => ({
  cell_type: type,
  metadata: {},
  outputs: [],
  source: lines.map((l, i) => (i < lines.length - 1 ? `${l}\n` : l)),
});
const notebook = (...cells: readonly unknown[]): string => JSON.stringify({ cells, nbformat: 4 }, null, 1);
const PATH = 'n.ipynb';

const CELLS = notebook(
  cell(['# boto3 tells'], 'markdown'),
  cell(['!pip install boto3 \\', '  sagemaker', '%matplotlib inline', 'import boto3', 'who = !whoami', 'boto3?']),
  cell(['%%bash', "aws s3 cp 'a"]),
  cell(['%%time', "s3 = boto3.client('s3')"]),
  cell(['s3.put_object(', '    Bucket="b\\u00e9",', "    Tagging='é\\t',", '    W=who,', ')']),
);

describe('python: notebooks', () => {
  it('reads the cells in order as one module', () => {
    assert.ok(python.claims(PATH, CELLS));
    assert.deepEqual(resources(CELLS, false, PATH), ['s3:PutObject {Bucket: "bé", Tagging: "é\\t", W: ?}']);
    assert.deepEqual(unitOf([CELLS], PATH).documents[0]?.problems, []);
  });

  it('leads every place back into the JSON text', () => {
    const call = unitOf([CELLS], PATH).resources.find((r) => r.type === 's3:PutObject');
    assert.ok(call);
    const at = (span: { start: number; end: number }): string => CELLS.slice(span.start, span.end);
    assert.equal(at(call.head), 'put_object');
    assert.deepEqual(
      call.body.entries.map((e) => at(e.value.span)),
      ['\\"b\\\\u00e9\\"', "'é\\\\t'", 'who'],
    );
    assert.ok(at(call.span).startsWith('s3.put_object(\\n",') && at(call.span).endsWith('")'));
  });

  it('writes into the JSON strings', () => {
    const after = edited(CELLS, 's3:PutObject', setting('K', 'a"b'), PATH);
    const source = (JSON.parse(after) as { cells: { source: string[] }[] }).cells[4]?.source;
    assert.deepEqual(source, [
      's3.put_object(\n',
      '    Bucket="b\\u00e9",\n',
      "    Tagging='é\\t',\n",
      '    W=who,\n',
      "    K='a\"b',\n",
      ')',
    ]);
  });

  it('reads cells whose source is one string', () => {
    const text = '{"cells":[{"cell_type":"code","source":"import boto3\\nboto3.client(\'x\').put_it(\\n  A=1,\\n)"}]}';
    assert.deepEqual(resources(text, false, PATH), ['x:PutIt {A: 1}']);
    const after = edited(text, 'x:PutIt', setting('K', true), PATH);
    assert.equal(
      (JSON.parse(after) as { cells: { source: string }[] }).cells[0]?.source,
      "import boto3\nboto3.client('x').put_it(\n  A=1,\n  K=True,\n)",
    );
  });

  it('takes a cell’s own text, as an editor gives it', () => {
    assert.deepEqual(resources(['%pip install x\nimport boto3', "boto3.client('x').put_it(A=1)"], false, PATH), [
      'x:PutIt {A: 1}',
    ]);
  });

  const cells: readonly (readonly [string, readonly string[]])[] = [
    ['%%bash\nc.put_it(A=1)', []],
    ['%%local\nc.put_it(A=1)', ['x:PutIt {A: 1}']],
    ['%%pyspark\nc.put_it(A=1)', ['x:PutIt {A: 1}']],
    ['%%writefile a.py\nc.put_it(A=1)', []],
    ['if x:\n    !ls\n    c.put_it(A=1)', ['x:PutIt {A: 1}']],
    ['?c.put_it\nc.put_it??\nawait c.put_it(A=1)', ['x:PutIt {A: 1}']],
    ['not python (((', []],
  ];
  for (const [cell, found] of cells) {
    it(`between good cells: ${JSON.stringify(cell)}`, () => {
      const around = ["import boto3\nc = boto3.client('x')", cell, 'c.do_it(B=2)'];
      assert.deepEqual(resources(around, false, PATH), [...found, 'x:DoIt {B: 2}']);
    });
  }

  const broken: readonly (readonly [string, string])[] = [
    ['cut anywhere', CELLS.slice(0, 700)],
    ['no cells', '{"cells": {}}'],
    ['nested without end', `{"cells": ${'['.repeat(50_000)}`],
    ['not JSON', '{"cells" oops'],
    ['cells of every sort', '{"cells":[1,null,{"cell_type":"code"},{"cell_type":"code","source":[1,null,"x = 1"]}]}'],
  ];
  for (const [name, text] of broken) {
    it(`survives: ${name}`, () => {
      assert.ok(Array.isArray(unitOf([text], PATH).resources));
    });
  }

  it('survives every cut', () => {
    for (let i = 0; i < CELLS.length; i += 7) {
      for (const r of unitOf([CELLS.slice(0, i)], PATH).resources)
        assert.ok(r.span.end <= i && r.span.start <= r.head.start);
    }
  });

  it('reads past megabytes of outputs', () => {
    const text = notebook({
      cell_type: 'code',
      outputs: [{ data: 'A'.repeat(3_000_000) }],
      source: ['import boto3\n', "boto3.client('x').put_it(A=1)"],
    });
    assert.deepEqual(resources(text, false, PATH), ['x:PutIt {A: 1}']);
  });

  it('does not read code over the bound, and says so', () => {
    const unit = unitOf([`import boto3\n${'x = 1\n'.repeat(200_000)}`]);
    assert.deepEqual(unit.resources, []);
    assert.match(unit.documents[0]?.problems[0]?.message ?? '', /^Not read: 1\.2 MB/);
  });
});
