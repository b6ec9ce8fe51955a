// The esbuild plugins: the rules as a module, and the bundles that others load only when they need them.
import type { Plugin } from 'esbuild';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { bundleRules, indexBundle, type RuleBundle } from '../../server/rules/bundle';
import { configSchema, type Schema } from '../../server/rules/config-schema';
import { filesBelow } from './inputs';

const projectFolder = path.resolve(__dirname, '../..');

/** `virtual:rules` is what `bundleRules` makes of rules/**\/*.yaml: `inside` puts it into the bundle, `separate` reads it from dist/rules.json. */
export function rulesModule(mode: 'inside' | 'separate'): Plugin {
  return {
    name: 'rules',
    setup(build) {
      build.onResolve({ filter: /^virtual:rules$/ }, ({ path: name }) =>
        mode === 'separate' ? { path: './rules.json', external: true } : { path: name, namespace: 'rules' },
      );
      // A string for JSON.parse, which engines read several times faster than the same object written as code.
      build.onLoad({ filter: /.*/, namespace: 'rules' }, () => ({
        contents: `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(compileRules()))});`,
        loader: 'js',
      }));
    },
  };
}

/** Leaves `require('./server.js')` to run time: the command line loads the language server's bundle only when it is asked to be one. */
export function serverBeside(): Plugin {
  return {
    name: 'server-beside',
    setup(build) {
      build.onResolve({ filter: /^\.\/server\.js$/ }, ({ path: name }) => ({ path: name, external: true }));
    },
  };
}

/** `#typescript-parser` names a heavy parser: `separate` loads dist/typescript.js when first asked for, `absent` gives an empty module. */
export function typescriptParser(mode: 'separate' | 'absent'): Plugin {
  return {
    name: 'typescript-parser',
    setup(build) {
      build.onResolve({ filter: /^#typescript-parser$/ }, ({ path: name }) =>
        mode === 'separate' ? { path: './typescript.js', external: true } : { path: name, namespace: 'absent' },
      );
      build.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    },
  };
}

/** The data of every kind file, as the bundles carry it. */
export function compileRules(): RuleBundle {
  const files = filesBelow(path.join(projectFolder, 'rules'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({
      path: path.relative(projectFolder, file).replaceAll(path.sep, '/'),
      text: fs.readFileSync(file, 'utf8'),
    }));
  return bundleRules(files);
}

/** The schema of configuration files, with every rule of a bundle. */
export function schemaFor(bundle: RuleBundle): Schema {
  return configSchema(indexBundle(bundle).kinds.flatMap((kind) => kind.rules));
}
