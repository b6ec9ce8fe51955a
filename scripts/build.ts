// Bundles the extension, the server, the command line and the browser worker into dist/. `npm run build` always builds; others ask `buildIfStale`, or `--if-stale`.
import { build as esbuild, type BuildOptions, type Metafile } from 'esbuild';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { filesBelow, inputSignature } from './build/inputs';
import { thirdPartyNotices } from './build/notices';
import {
  compileRules,
  lateModules,
  latePython,
  nodeOrWorker,
  rulesBeside,
  schemaFor,
  serverBeside,
  withoutMessages,
} from './build/plugins';

export const projectFolder = path.resolve(__dirname, '..');
const signatureFile = path.join(projectFolder, 'dist/.inputs');
/** Plain data: Node reads it without compiling it first. */
const rulesFile = 'dist/rules.json';
/** For editors that complete from schemas: of .cipherlint.yaml, and of the rule files of a workspace. */
const schemaFile = 'dist/cipherlint.schema.json';
const kindSchemaFile = 'dist/kind.schema.json';
const noticesFile = 'dist/THIRD-PARTY-NOTICES.txt';

const common: BuildOptions = {
  absWorkingDir: projectFolder,
  bundle: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};
// `module` first: the UMD files that some packages name as `main` can't be bundled.
/** How everything that runs in Node is bundled. */
export const nodeOptions: BuildOptions = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
};
const browser: BuildOptions = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
};

const nodeHost: BuildOptions = {
  ...nodeOptions,
  plugins: [rulesBeside(), lateModules(), latePython(), serverBeside()],
};

/** One file for Node, which requires it, and for the web worker, to which it leaves its exports under this name. */
function forBoth(globalName: string): BuildOptions {
  return {
    ...browser,
    format: 'iife',
    globalName,
    footer: { js: `if (typeof module === "object") module.exports = ${globalName};` },
  };
}

const parser: BuildOptions = {
  ...forBoth('cipherlintParser'),
  banner: { js: 'var process = globalThis.process ?? { env: {}, argv: [], versions: {}, cwd: () => "/" };' },
  plugins: [nodeOrWorker(), withoutMessages()],
};

/** Entry, bundle, and how it is made. The package test's file list follows these names. */
const bundles: readonly { readonly entry: string; readonly out: string; readonly options: BuildOptions }[] = [
  { entry: 'client/extension.ts', out: 'dist/extension.js', options: { ...nodeOptions, external: ['vscode'] } },
  {
    entry: 'client/extension.web.ts',
    out: 'dist/extension.web.js',
    options: { ...browser, format: 'cjs', external: ['vscode'] },
  },
  { entry: 'server/hosts/node.ts', out: 'dist/server.js', options: nodeHost },
  {
    entry: 'server/hosts/cli.ts',
    out: 'dist/cli.js',
    options: { ...nodeOptions, banner: { js: '#!/usr/bin/env node' } },
  },
  { entry: 'server/hosts/main.ts', out: 'dist/main.js', options: nodeHost },
  {
    entry: 'server/hosts/worker.ts',
    out: 'dist/worker.js',
    options: {
      ...browser,
      format: 'iife',
      alias: { 'node:path': 'path-browserify' },
    },
  },
  // Asks git; the command line loads it only for what is staged or changed, and for hooks.
  { entry: 'server/hosts/git.ts', out: 'dist/git.js', options: nodeOptions },
  // Shared by the server and the command line, and loaded only when it is needed; so is rulesFile.
  { entry: 'server/dialects/script/parser.ts', out: 'dist/typescript.js', options: parser },
  { entry: 'server/hosts/pattern-engine.ts', out: 'dist/patterns.js', options: forBoth('cipherlintPatterns') },
];

/** Builds every bundle. Throws on a build error, which esbuild has printed then. */
export async function build(say: (line: string) => void = console.log): Promise<void> {
  const started = Date.now();
  const signature = inputSignature(projectFolder);
  fs.rmSync(signatureFile, { force: true }); // A build that fails leaves no claim to be up to date.
  removeLeftovers();
  const metafiles = await Promise.all(bundles.map(buildOne));
  fs.writeFileSync(path.join(projectFolder, noticesFile), thirdPartyNotices(projectFolder, metafiles.flat()));
  const rules = compileRules();
  fs.writeFileSync(path.join(projectFolder, rulesFile), JSON.stringify(rules));
  fs.writeFileSync(path.join(projectFolder, schemaFile), JSON.stringify(schemaFor(rules)));
  fs.copyFileSync(path.join(projectFolder, 'rules/kind.schema.json'), path.join(projectFolder, kindSchemaFile));
  fs.chmodSync(path.join(projectFolder, 'dist/cli.js'), 0o755);
  fs.writeFileSync(signatureFile, signature);
  say(`Built dist/ in ${String(Date.now() - started)} ms.`);
}

/** Builds when a file that goes into the bundles has changed since the last build, else does nothing. */
export async function buildIfStale(say?: (line: string) => void): Promise<void> {
  const built = fs.existsSync(signatureFile) ? fs.readFileSync(signatureFile, 'utf8') : '';
  if (built !== inputSignature(projectFolder)) await build(say);
}

async function buildOne({ entry, out, options }: (typeof bundles)[number]): Promise<Metafile[]> {
  const { metafile } = await esbuild({ ...options, entryPoints: [entry], outfile: out });
  return metafile ? [metafile] : [];
}

/** Bundles are overwritten in place, so that a program that runs from them meanwhile finds them; what no bundle is any more goes. */
function removeLeftovers(): void {
  const expected = new Set([...bundles.map(({ out }) => out), rulesFile, schemaFile, kindSchemaFile]);
  for (const file of filesBelow(path.join(projectFolder, 'dist'))) {
    if (!expected.has(path.relative(projectFolder, file).replaceAll(path.sep, '/'))) fs.rmSync(file);
  }
}

// Not `require.main === module`: bundled into the bench, that would be true there.
if (require.main?.filename === __filename && path.basename(__filename) === 'build.ts') {
  (process.argv.includes('--if-stale') ? buildIfStale(console.log) : build()).catch((error: unknown) => {
    console.error(String(error));
    process.exitCode = 1;
  });
}
