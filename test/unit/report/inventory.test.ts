// The inventory's reports: what stands where, that nothing of a scanned file breaks out of its place, and that the page's policy fits its script.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { InventoryEntry } from '../../../server/core/inventory/workspace';
import { inventoryCsv } from '../../../server/report/inventory/csv';
import { inventoryHtml } from '../../../server/report/inventory/html';
import { inventoryJson } from '../../../server/report/inventory/json';
import { groupsOf, tallyOf, type Grouping, type InventoryReport } from '../../../server/report/inventory/model';
import { inventoryPretty } from '../../../server/report/inventory/pretty';
import { inventorySarif } from '../../../server/report/inventory/sarif';
import { SCRIPT, SCRIPT_HASH } from '../../../server/report/inventory/script';

const NASTY = '</script><img src=x onerror=alert(1)>"\'&';

function entry(more: Partial<InventoryEntry> = {}): InventoryEntry {
  const at = { uri: 'file:///x/a.tf', path: 'a.tf', start: { line: 1, column: 9 }, end: { line: 1, column: 22 } };
  return {
    what: 'store',
    service: 'SQS',
    noun: 'SQS queue',
    kind: 'sqs.queue',
    name: 'aws_sqs_queue.q',
    type: 'aws_sqs_queue',
    at,
    atRest: { state: 'unknown', why: 'variable "key" has no default', at: { ...at, start: { line: 2, column: 4 } } },
    inTransit: { state: 'partly', why: 'The queue accepts plain HTTP.', at: undefined },
    key: { state: 'unknown', why: 'variable "key" has no default', at: undefined, name: undefined },
    rotation: { state: 'unknown', why: 'it is not known which key is used', at: undefined },
    classes: ['PHI'],
    sensitive: true,
    ...more,
  };
}

const key = entry({
  what: 'key',
  service: 'KMS',
  noun: 'KMS key',
  kind: 'kms.key',
  name: 'aws_kms_key.k',
  type: 'aws_kms_key',
  at: { uri: 'file:///x/b/k.tf', path: 'b/k.tf', start: { line: 0, column: 0 }, end: { line: 0, column: 5 } },
  atRest: undefined,
  inTransit: undefined,
  key: { state: 'customer-key', why: undefined, at: undefined, name: 'aws_kms_key.k' },
  rotation: { state: 'off', why: 'The key is never rotated.', at: undefined },
  classes: [],
  sensitive: false,
});

const report = (entries: readonly InventoryEntry[], grouping: Grouping = 'service'): InventoryReport => ({
  version: '1.2.3',
  root: '/x',
  grouping,
  inventory: { entries, files: 2, left: 0 },
});

describe('inventory groups', () => {
  const table: readonly (readonly [Grouping, readonly string[]])[] = [
    ['service', ['KMS', 'SQS']],
    ['file', ['a.tf', 'b/k.tf']],
    ['classification', ['PHI', 'Not classified']],
  ];
  for (const [grouping, names] of table) {
    it(`by ${grouping} are ${names.join(', ')}`, () => {
      assert.deepEqual(
        groupsOf([entry(), key], grouping).map(({ name }) => name),
        names,
      );
    });
  }

  it('count rotation for keys alone', () => {
    assert.deepEqual(tallyOf([entry(), key], 'rotation'), [{ state: 'off', count: 1 }]);
    assert.deepEqual(tallyOf([entry(), key], 'atRest'), [{ state: 'unknown', count: 1 }]);
  });
});

describe('inventory as CSV', () => {
  it('has a line for each row, counted from 1', () => {
    const [head, line, end] = inventoryCsv(report([entry()])).split('\r\n');
    assert.equal(
      head,
      'what,service,kind,name,type,file,line,column,at rest,"at rest, why",in transit,"in transit, why",key,key name,rotation,"rotation, why",classification,sensitive',
    );
    assert.equal(
      line,
      'store,SQS,SQS queue,aws_sqs_queue.q,aws_sqs_queue,a.tf,2,10,unknown,"variable ""key"" has no default",partly,The queue accepts plain HTTP.,unknown,,unknown,it is not known which key is used,PHI,yes',
    );
    assert.equal(end, '');
  });

  const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uFF1D1'];
  for (const name of dangerous) {
    it(`does not let ${JSON.stringify(name)} be a formula`, () => {
      const text = inventoryCsv(report([entry({ name })]));
      assert.ok(text.includes(`"'${name}"`), text);
    });
  }

  it('keeps commas, quotes and line breaks in one cell', () => {
    assert.ok(inventoryCsv(report([entry({ name: 'a,"b"\nc' })])).includes(',"a,""b""\nc",'));
  });
});

describe('inventory as JSON and SARIF', () => {
  it('JSON has sums and groups with places counted from 1', () => {
    const data = JSON.parse(inventoryJson(report([entry(), key]))) as {
      summary: unknown;
      groups: {
        name: string;
        rows: { line: number; atRest?: { state: string; at?: { line: number; column: number } } }[];
      }[];
    };
    assert.deepEqual(data.summary, { atRest: { unknown: 1 }, inTransit: { partly: 1 }, rotation: { off: 1 } });
    assert.deepEqual(
      data.groups.map(({ name, rows }) => [name, rows[0]?.line]),
      [
        ['KMS', 1],
        ['SQS', 2],
      ],
    );
    assert.equal(data.groups[1]?.rows[0]?.atRest?.at?.line, 3);
  });

  it('SARIF fails only what is off, and says why something is open', () => {
    const data = JSON.parse(inventorySarif(report([entry(), key]), 'file:///x')) as {
      runs: {
        originalUriBaseIds: unknown;
        results: { ruleId: string; kind: string; level: string; message: { text: string } }[];
      }[];
    };
    const [run] = data.runs;
    assert.ok(run);
    assert.deepEqual(run.originalUriBaseIds, { ROOT: { uri: 'file:///x/' } });
    assert.deepEqual(
      run.results.map(({ ruleId, kind, level, message }) => [ruleId, kind, level, message.text]),
      [
        ['inventory-key', 'fail', 'note', 'KMS key aws_kms_key.k: rotation: off.'],
        [
          'inventory-store',
          'open',
          'none',
          'SQS queue aws_sqs_queue.q: at rest: unknown, in transit: partly, rotation: unknown. Not known: at rest: variable "key" has no default; rotation: it is not known which key is used.',
        ],
      ],
    );
  });
});

describe('inventory as a page', () => {
  it('has a policy with the hash of its own script and nothing else', () => {
    const hash = createHash('sha256').update(SCRIPT).digest('base64');
    assert.equal(SCRIPT_HASH, `sha256-${hash}`);
    const page = inventoryHtml(report([entry()]), 'html');
    assert.ok(
      page.includes(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'`),
    );
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.doesNotMatch(page, /https?:|src=|<link|style="/);
  });

  it('says in words what its pictures show', () => {
    const page = inventoryHtml(report([entry(), key]), 'html');
    assert.ok(page.includes('role="img" aria-label="At rest: 1 unknown"'));
    assert.ok(page.includes('role="img" aria-label="1 partly"'));
    assert.match(page, /variable &quot;key&quot; has no default/);
  });

  it('keeps every text of a file in its place', () => {
    const nasty = entry({
      name: NASTY,
      service: NASTY,
      classes: [NASTY],
      at: { uri: NASTY, path: NASTY, start: { line: 0, column: 0 }, end: { line: 0, column: 0 } },
      atRest: { state: 'unknown', why: NASTY, at: undefined },
    });
    for (const surface of ['html', 'panel'] as const) {
      const page = inventoryHtml(report([nasty]), surface);
      assert.ok(!page.includes('<img'));
      assert.equal(page.match(/<script/g)?.length, 1);
    }
  });

  it('only the panel has places to click', () => {
    assert.match(inventoryHtml(report([entry()]), 'panel'), /data-uri="file:\/\/\/x\/a\.tf" data-range="1,9,1,22"/);
    assert.doesNotMatch(inventoryHtml(report([entry()]), 'html'), /<button[^>]+data-|data-uri=/);
  });

  it('says so where there is nothing', () => {
    assert.match(inventoryHtml(report([]), 'panel'), /No data stores, transport edges or keys were found/);
  });
});

describe('inventory in a terminal', () => {
  it('is a table by group with reasons and sums', () => {
    assert.equal(
      inventoryPretty(report([entry(), key])),
      `                   At rest  In transit  Key           Rotation  Class
KMS
  aws_kms_key.k    -        -           customer key  off       -
    KMS key, b/k.tf:1

SQS
  aws_sqs_queue.q  unknown  partly      unknown       unknown   PHI
    SQS queue, a.tf:2
    unknown at rest: variable "key" has no default
    unknown rotation: it is not known which key is used

Encryption inventory
  2 files: 1 data store, 0 transport edges, 1 key
  At rest     1 unknown
  In transit  1 partly
  Rotation    1 off
`,
    );
  });

  it('shows no signs that move the cursor', () => {
    assert.ok(!inventoryPretty(report([entry({ name: 'a\u001b[2Jb' })])).includes('\u001b'));
  });
});
