// A test run that never ends.
exports.run = () => new Promise(() => {});
