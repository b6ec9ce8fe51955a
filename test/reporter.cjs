// Mocha reporter of `npm test`: dots and failures as the `dot` reporter shows them (a line per test where asked to), then one line with the counts for scripts/test.ts.
'use strict';

const { reporters } = require('mocha');

module.exports = function CountingReporter(runner, options) {
  const Reporter = options.reporterOptions?.spec ? reporters.Spec : reporters.Dot;
  new Reporter(runner, options);
  runner.once('end', () => console.log(`test counts: ${runner.stats.passes} ${runner.stats.failures}`));
};
