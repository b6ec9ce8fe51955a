// A script is read at all only for its words: every package that a rule speaks about has to be among them.
import assert from 'node:assert/strict';
import { isOfInterest } from '../../../../server/dialects/script/claims';
import { kindFiles } from '../../../support/kinds';

const packages = new Set(
  kindFiles().flatMap(({ text }) => [...text.matchAll(/\bnpm:((?:@[\w-]+\/)?[\w-]+)/g)].map(([, name = '']) => name)),
);

describe('scripts of interest', () => {
  for (const name of packages) {
    it(name, () => {
      assert.ok(isOfInterest(`const it = require('${name}');`));
    });
  }

  it('a socket without TLS', () => {
    assert.ok(isOfInterest("new WebSocket('ws://feed.example.com');"));
  });

  it('nothing of ours', () => {
    assert.ok(!isOfInterest("const path = require('path');\nmodule.exports = path.join('a', 'b');"));
  });
});
