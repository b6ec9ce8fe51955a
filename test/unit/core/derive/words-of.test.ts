// Which words a piece of code holds: names and keys, but no plain text.
import assert from 'node:assert/strict';
import { wordsOf } from '../../../../server/core/derive/words-of';
import type { DeriveInput } from '../../../../server/core/derive';

/** Reads the call `f(…)` in a text; its argument stands between the first brackets. */
function wordsIn(text: string, of?: string): unknown {
  const start = text.indexOf('f(');
  const end = text.lastIndexOf(';') < 0 ? text.length : text.lastIndexOf(';');
  const close = text.indexOf(')~');
  const call = { start, end: close < 0 ? end : close + 1 };
  const at = { start: start + 2, end: call.end - 1 };
  const sighting = { value: { kind: 'unknown', span: at, reason: '' }, at };
  const input = {
    inputs: [[sighting]],
    options: of === undefined ? {} : { of },
    nothing: { value: undefined, at: { start, end: start + 1 } },
    subject: {
      resource: { source: 'u', span: call, head: { start, end: start + 1 } },
      index: { textAt: (_: string, from: number, to: number) => text.replace('~', '').slice(from, to) },
    },
  };
  const [found] = wordsOf(input as unknown as DeriveInput);
  return found?.value?.kind === 'scalar' ? found.value.value : undefined;
}

const ARGUMENTS: readonly (readonly [string, string])[] = [
  ['f(userEmail)', 'user email'],
  ['f(user_email.encode())', 'user email encode'],
  ['f(row["E-Mail"].lower())', 'row e mail lower'],
  ["f(row.get('email'))", 'row get email'],
  ['f("user email")', ''],
  ['f(b"email" + salt)', 'salt'],
  ['f(f"mail {user.email} of {name}")', 'user email name'],
  ['f(`mail ${user.email}`)', 'user email'],
  ['f("mail {email}")', ''],
  ['f()', ''],
];

const TARGETS: readonly (readonly [string, string])[] = [
  ['resetToken = f(x)', 'reset token'],
  ['  const resetToken: string = f(x)', 'reset token'],
  ['self.api_key = f(x)', 'self api key'],
  ['data["password"] = "".join(f(x))', 'data password'],
  ['if a == f(x)', ''],
  ['a = 1\nf(x)', ''],
  ['return f(x)', ''],
];

describe('derive: words of code', () => {
  for (const [text, words] of ARGUMENTS)
    it(`argument: ${text}`, () => {
      assert.equal(wordsIn(text), words);
    });
  for (const [text, words] of TARGETS)
    it(`target: ${text}`, () => {
      assert.equal(wordsIn(text, 'target'), words);
    });

  it('reads the calls that follow at once', () => {
    assert.equal(wordsIn("f('md5')~.update(user.password).digest('hex')", 'chained'), 'update user password digest');
    assert.equal(wordsIn("f('md5')~\n  .update(a(b))\n", 'chained'), 'update a b');
    assert.equal(wordsIn("f('md5')~; g(password)", 'chained'), '');
  });

  it('takes only so much text', () => {
    assert.ok(String(wordsIn(`f(${'a '.repeat(5_000)})`)).length <= 2_000);
  });
});
