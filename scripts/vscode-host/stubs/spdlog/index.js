// Stands in for VS Code's native log writer, which would need a compiler: takes every call and writes nothing.
'use strict';

const ignore = () => {};
const logger = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : ignore) });
const create = () => Promise.resolve(logger);

module.exports = {
  createAsyncRotatingLogger: create,
  createRotatingLogger: create,
  setFlushOn: ignore,
  setLevel: ignore,
};
