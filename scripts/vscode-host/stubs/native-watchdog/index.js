// Stands in for VS Code's native watchdog, which would need a compiler. The host's process group is ended by its launcher instead.
'use strict';

exports.start = () => {};
