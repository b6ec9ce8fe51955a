// A test module without a run function.
exports.nothing = 1;
