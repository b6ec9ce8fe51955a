// The tests of one language: its examples in groups, each typed through.
import assert from 'node:assert/strict';
import type { ExampleLanguage } from '../support/examples';
import { textsOf, typeAll } from '../support/typing';

/** Texts that are typed in one test. */
const GROUP = 100;

/** Defines the tests that type every prefix of every example in a language. */
export function typesEverything(language: ExampleLanguage): void {
  describe(`every prefix of every example in ${language}`, function () {
    this.timeout(300_000);
    for (const { path, texts } of textsOf(language)) {
      for (let start = 0; start < texts.length; start += GROUP) {
        const group = texts.slice(start, start + GROUP);
        it(`${path}, examples from ${String(start + 1)} to ${String(start + group.length)}`, () => {
          assert.ok(typeAll(path, group) > 0);
        });
      }
    }
  });
}
