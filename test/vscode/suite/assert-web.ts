// The few of Node's assertions that the suites use, for the web-worker host, which has no Node.

function fail(message: string): never {
  throw new Error(message);
}

const assert = {
  ok(value: unknown, message = 'expected a true value'): void {
    if (!value) fail(message);
  },
  equal(actual: unknown, expected: unknown, message = 'not equal'): void {
    if (!Object.is(actual, expected)) fail(`${message}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
  },
  match(text: string, pattern: RegExp): void {
    if (!pattern.test(text)) fail(`${JSON.stringify(text)} does not match ${String(pattern)}`);
  },
};

export default assert;
