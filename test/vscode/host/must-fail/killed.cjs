// An extension host that dies in the middle of a run.
exports.run = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
};
