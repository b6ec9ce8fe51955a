// Words in a text that changes, and where two texts differ: hand-written cases, and random edits against the plain search.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { differenceOf } from '../../../server/core/difference';
import { mentions } from '../../../server/core/mentions';

const WORDS = /\bhttps?\b|"md5"|aws-sdk/;
const LONGEST = 7;

const edits: readonly (readonly [title: string, before: string, now: string, found: boolean])[] = [
  ['nothing changed', 'a plain text', 'a plain text', false],
  [
    'a word typed to its end',
    `${' '.repeat(5000)}aws-sd;${' '.repeat(5000)}`,
    `${' '.repeat(5000)}aws-sdk;${' '.repeat(5000)}`,
    true,
  ],
  ['a character beside a word goes', 'see xhttp;', 'see http;', true],
  ['a character beside a word comes', 'see xhttp;', 'see xyhttp;', false],
  ['the cut would seem to set a word free', 'abchttp 1234567', 'abchttp 1234567 8', false],
  ['two parts of a word meet', '"m\n\n\nd5"', '"md5"', true],
  ['all is deleted', 'a plain text', '', false],
  ['all is new', '', 'import "md5"', true],
];

describe('words in a text that changes', () => {
  for (const [title, before, now, found] of edits) {
    it(title, () => {
      assert.equal(WORDS.test(before), false);
      assert.equal(mentions(WORDS, LONGEST, now, before), found);
    });
  }

  it('are found after any edit as by searching the whole text', () => {
    const letter = fc.constantFrom('a', 'w', 's', '-', 'd', 'k', 'h', 't', 'p', ' ', '"', 'm', '5', 'aws-sdk', 'http');
    const text = fc.array(letter, { maxLength: 40 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(text, text, text, text, (head, tail, out, into) => {
        const [before, now] = [head + out + tail, head + into + tail];
        if (!WORDS.test(before)) assert.equal(mentions(WORDS, LONGEST, now, before), WORDS.test(now));
      }),
    );
  });
});

describe('where two texts differ', () => {
  const long = 'abcdefghij'.repeat(300);
  const cases: readonly (readonly [string, string, { start: number; end: number; by: number }])[] = [
    ['same', 'same', { start: 4, end: 4, by: 0 }],
    ['abc', 'abXc', { start: 2, end: 2, by: 1 }],
    ['abXc', 'abc', { start: 2, end: 3, by: -1 }],
    ['aa', 'aaa', { start: 2, end: 2, by: 1 }],
    ['', 'new', { start: 0, end: 0, by: 3 }],
    [long, `${long.slice(0, 2000)}X${long.slice(2000)}`, { start: 2000, end: 2000, by: 1 }],
    [long, `${long.slice(0, 10)}${long.slice(2990)}`, { start: 20, end: 3000, by: -2980 }],
  ];
  for (const [before, now, expected] of cases) {
    it(`${before.slice(0, 12)} (${String(before.length)}) → ${now.slice(0, 12)} (${String(now.length)})`, () => {
      assert.deepEqual(differenceOf(before, now), expected);
    });
  }

  it('is one stretch, whose exchange makes one of the other', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 3000 }),
        fc.string({ maxLength: 3000 }),
        fc.string({ maxLength: 9 }),
        (a, b, c) => {
          const [before, now] = [a + b, a + c + b];
          const { start, end, by } = differenceOf(before, now);
          assert.equal(before.slice(0, start) + now.slice(start, end + by) + before.slice(end), now);
        },
      ),
    );
  });
});
