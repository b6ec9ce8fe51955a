// The module the extension host loads in place of the tests: runs them unchanged, marks their console lines, and says when `run()` ended.

/** Stands before every console line of the tests, to tell them from the workbench's own log. An invisible separator. */
export const lineMark = '\u2063';
/** The line that says `run()` came to its end without an error. An exit code of 0 alone proves nothing: a dead host is reported as 0. */
export const ranToEnd = lineMark + lineMark;

/** The shim's text for tests that the Node extension host loads from the disk. */
export function nodeShim(testsPath: string): string {
  return shim(
    `(...args) => real[name](mark + require('node:util').format(...args))`,
    `const tests = require(${JSON.stringify(testsPath)});`,
    testsPath,
  );
}

/** The shim's text for the web-worker host, which has no `require` for files: the bundled tests go into it. */
export function webShim(testsPath: string, bundledTests: string): string {
  return shim(
    `(...args) => (typeof args[0] === 'string' ? real[name](mark + args[0], ...args.slice(1)) : real[name](mark, ...args))`,
    `const module = { exports: {} };\n((module, exports) => {\n${bundledTests}\n})(module, module.exports);\nconst tests = module.exports;`,
    testsPath,
  );
}

// VS Code defines console.log and its like as accessors that ignore being set, so the whole object is replaced.
function shim(markedCall: string, loadTests: string, testsPath: string): string {
  return `const real = globalThis.console;
const mark = ${JSON.stringify(lineMark)};
const marked = {};
for (const name of ['debug', 'log', 'info', 'warn', 'error']) marked[name] = ${markedCall};
globalThis.console = new Proxy(real, { get: (target, name) => marked[name] ?? Reflect.get(target, name) });
exports.run = async () => {
  ${loadTests}
  await tests.run(${JSON.stringify(testsPath)});
  real.log(${JSON.stringify(ranToEnd)});
};
`;
}
