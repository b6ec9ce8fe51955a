// Finds the language server's process. Node extension host only.
import { execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';

/** Its id: the language server is a child of the extension host in which the tests run. */
export function serverProcess(): number {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.find((line) => {
    const [, parent] = line.trim().split(/\s+/);
    return parent === String(process.pid) && line.includes('dist/server.js');
  });
  assert.ok(own, 'the server runs');
  return Number(own.trim().split(/\s+/)[0]);
}
