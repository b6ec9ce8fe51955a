// A test run that rejects.
exports.run = () => Promise.reject(new Error('1 test failed'));
