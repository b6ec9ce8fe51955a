// The pages of all rules: complete, linked, well-formed where it matters, and without anything from the network.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentedRules, writeDocs } from '../../scripts/docs';

describe('pages of the rules', () => {
  let folder: string;
  before(function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), 'cipherlint-docs-'));
    writeDocs(folder, documentedRules());
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  it('there is one for each rule, and the index links to all of them', () => {
    const ids = documentedRules().map(({ rule }) => rule.id);
    assert.deepEqual(readdirSync(join(folder, 'rules')).sort(), ids.map((id) => `${id}.html`).sort());
    const linked = [...read('index.html').matchAll(/href="(rules\/[^"]+)"/g)].map((match) => match[1] ?? '');
    assert.equal(linked.length, ids.length);
    for (const name of linked) assert.ok(existsSync(join(folder, name)), name);
  });

  it('tells what is wrong, why, how it looks before and after, and where AWS says so', () => {
    const page = read('rules/rds-instance-unencrypted.html');
    assert.match(page, /<h1>rds-instance-unencrypted<\/h1>/);
    assert.match(page, /<mark>[^<]+<\/mark>/);
    assert.match(page, /as the first fix makes it/);
    assert.match(page, /<code>CKV_AWS_16<\/code>/);
    assert.match(page, /href="https:\/\/docs\.aws\.amazon\.com\//);
  });

  it('loads nothing from the network', () => {
    for (const name of ['index.html', ...readdirSync(join(folder, 'rules')).map((file) => `rules/${file}`)]) {
      const loads = [...read(name).matchAll(/<(?:script|link|img|iframe)\b[^>]*(?:src|href)="([^"]*)"/g)].map(
        (match) => match[1] ?? '',
      );
      assert.deepEqual(
        loads.filter((url) => /^[a-z]+:|^\/\//i.test(url)),
        [],
        name,
      );
      assert.match(read(name), /default-src 'none'/);
    }
  });
});
