// What the command line keeps of a run for the next: the same output with it, without it, and with one that is of no use.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, ensureBuilt } from '../../support/built';

const VOLUME = 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: false\n';
const UPLOAD = "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({ endpoint: 'http://s3.example.com' });\n";

describe('what is compiled once', () => {
  before(ensureBuilt);
  let folder = '';
  let cache = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cipherlint-compiled-'));
    cache = join(folder, 'cache');
    writeFileSync(join(folder, 'template.yaml'), VOLUME);
    writeFileSync(join(folder, 'app.ts'), UPLOAD);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: readonly string[], environment: NodeJS.ProcessEnv = { NODE_COMPILE_CACHE: cache }): string => {
    const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: undefined, ...environment };
    const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
      timeout: 20_000,
    });
    assert.equal(stderr, '');
    return `${String(status)}\n${stdout}`;
  };
  const scanned = (): string => run(['scan', 'template.yaml']);
  const kept = (): readonly string[] => readdirSync(cache).map((name) => name.replace(/-.*/, ''));
  const file = (): string => join(cache, readdirSync(cache)[0] ?? '');

  it('is kept by the first run, and changes no answer', () => {
    const plain = run(['scan', 'template.yaml'], { NODE_DISABLE_COMPILE_CACHE: '1' });
    assert.match(plain, /^1\n[^]*Disk/);
    assert.equal(scanned(), plain);
    assert.deepEqual(kept(), ['main.js']);
    const before = readFileSync(file());
    assert.equal(scanned(), plain);
    assert.deepEqual(readFileSync(file()), before, 'a second run writes nothing');
  });

  it('holds the parts that are loaded late, too', () => {
    const first = run(['scan', 'app.ts']);
    assert.match(first, /^1\n[^]*app\.ts/);
    assert.deepEqual(kept(), ['main.js', 'typescript.js']);
    assert.equal(run(['scan', 'app.ts']), first);
  });

  it('is made anew where it is of no use', () => {
    const first = scanned();
    const size = readFileSync(file()).length;
    writeFileSync(file(), 'not what V8 has written');
    assert.equal(scanned(), first);
    assert.ok(readFileSync(file()).length > size / 2);
  });

  it('is not made by a run that compiles next to nothing', () => {
    run(['--version']);
    run(['help']);
    assert.ok(!existsSync(cache));
  });

  it('makes room for itself', () => {
    mkdirSync(cache);
    const old = join(cache, 'main.js-0.0.1.bin');
    writeFileSync(old, '');
    utimesSync(old, 1, 1);
    writeFileSync(join(cache, 'somebody-elses'), '');
    utimesSync(join(cache, 'somebody-elses'), 1, 1);
    scanned();
    assert.ok(!existsSync(old));
    assert.ok(existsSync(join(cache, 'somebody-elses')));
  });

  for (const place of ['/dev/null/cache', '/proc/cipherlint/cache']) {
    it(`is done without where there is no place for it: ${place}`, () => {
      assert.match(run(['scan', 'template.yaml'], { NODE_COMPILE_CACHE: place }), /^1\n[^]*Disk/);
    });
  }

  it('is done without where the user has no home', () => {
    const homeless = join(folder, 'homeless.cjs');
    writeFileSync(homeless, "require('node:os').homedir = () => { throw new Error('no home'); };\n");
    const env = { NODE_COMPILE_CACHE: undefined, XDG_CACHE_HOME: undefined, NODE_OPTIONS: `--require ${homeless}` };
    assert.match(run(['scan', 'template.yaml'], env), /^1\n[^]*Disk/);
  });

  it('lies in the folder that the system has for caches', () => {
    run(['scan', 'template.yaml'], {
      NODE_COMPILE_CACHE: undefined,
      XDG_CACHE_HOME: join(folder, 'xdg'),
      HOME: folder,
      LOCALAPPDATA: folder,
    });
    assert.equal(readdirSync(join(folder, process.platform === 'win32' ? 'cipherlint' : 'xdg/cipherlint')).length, 1);
  });
});
