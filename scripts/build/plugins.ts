// The esbuild plugins: the rules as a module, and the bundles that others load only when they need them.
import type { Plugin } from 'esbuild';
import * as fs from 'node:fs';
import { isBuiltin } from 'node:module';
import * as path from 'node:path';
import { bundleRules, indexBundle, type RuleBundle } from '../../server/rules/bundle';
import { readCompliance } from '../../server/rules/compliance';
import { configSchema, type Schema } from '../../server/rules/config-schema';
import { filesBelow } from './inputs';

const projectFolder = path.resolve(__dirname, '../..');

/** `virtual:rules` is what `bundleRules` makes of rules/**\/*.yaml; Node reads it from dist/rules.json. */
export function rulesBeside(): Plugin {
  return {
    name: 'rules-beside',
    setup(build) {
      build.onResolve({ filter: /^virtual:rules$/ }, () => ({ path: './rules.json', external: true }));
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

/** Heavy modules that few need, and the bundles beside the others that hold them. */
const LATE: Readonly<Record<string, string>> = {
  '#typescript-parser': './typescript.js',
  '#pattern-engine': './patterns.js',
};

/** Heavy modules: their bundle is loaded when it is first asked for. */
export function lateModules(): Plugin {
  return {
    name: 'late-modules',
    setup(build) {
      build.onResolve({ filter: /^#(typescript-parser|pattern-engine)$/ }, ({ path: name }) => ({
        path: LATE[name] ?? name,
        external: true,
      }));
    },
  };
}

/** In Node its own modules; in a web worker, which has no `require`, the few of them that the TypeScript parser can't do without. */
export function nodeOrWorker(): Plugin {
  return {
    name: 'node-or-worker',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path: name, namespace }) => {
        if (!isBuiltin(name)) return undefined;
        return namespace === 'node-or-worker'
          ? { path: name, external: true }
          : { path: name.replace(/^node:/, ''), namespace: 'node-or-worker' };
      });
      build.onLoad({ filter: /.*/, namespace: 'node-or-worker' }, ({ path: name }) => ({
        contents: `module.exports = process.versions.node ? require('node:${name}') : ${name === 'path' ? "require('path-browserify')" : '{}'};`,
        resolveDir: projectFolder,
        loader: 'js',
      }));
    },
  };
}

/** TypeScript's messages are left out: a script is parsed whatever is wrong with it, and nobody reads them. */
export function withoutMessages(): Plugin {
  const message = /(\bdiag\(\d+, \d+ \/\* \w+ \*\/), "[^"\n]*", (?:"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
  return {
    name: 'without-messages',
    setup(build) {
      build.onLoad({ filter: /[\\/]typescript[\\/]lib[\\/]typescript\.js$/ }, ({ path: file }) => ({
        contents: fs.readFileSync(file, 'utf8').replace(message, '$1, "", ""'),
        loader: 'js',
      }));
    },
  };
}

/** The tables of the Python parser are unpacked when the first Python text is read, not whenever a program starts. */
export function latePython(): Plugin {
  return {
    name: 'late-python',
    setup(build) {
      build.onResolve({ filter: /^@lezer\/python$/ }, ({ kind, path: name }) =>
        kind === 'import-statement' ? { path: name, namespace: 'late-python' } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'late-python' }, () => ({
        contents: `export const parser = { parse: (...args) => require('@lezer/python').parser.parse(...args) };`,
        loader: 'js',
        resolveDir: projectFolder,
      }));
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
  const text = (name: string): string => fs.readFileSync(path.join(projectFolder, name), 'utf8');
  const compliance = readCompliance(text('compliance/frameworks.yaml'), text('compliance/security-hub.yaml'));
  return bundleRules(files, compliance, JSON.parse(text('rules/kind.schema.json')) as Record<string, unknown>);
}

/** The schema of configuration files, with every rule of a bundle. */
export function schemaFor(bundle: RuleBundle): Schema {
  return configSchema(indexBundle(bundle).kinds.flatMap((kind) => kind.rules));
}
