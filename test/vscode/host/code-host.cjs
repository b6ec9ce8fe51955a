#!/usr/bin/env node
// The executable that `runTests({ vscodeExecutablePath })` starts: loads the TypeScript launcher.
'use strict';

require('tsx/cjs');
require('./launch.ts');
