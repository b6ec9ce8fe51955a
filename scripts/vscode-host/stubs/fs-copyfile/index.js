// Stands in for VS Code's native copy-on-write file copy, which would need a compiler: Node's own copy does the same, slower.
'use strict';

const { constants } = require('node:fs');
const { copyFile, cp } = require('node:fs/promises');

module.exports = { constants, copyFile, cp, isCloneSupported: () => false };
