// Reads shell text in tests and writes what came out as plain data.
import type { Unit } from '../../../../server/core/resource';
import type { ConfigValue } from '../../../../server/core/value';
import { shell } from '../../../../server/dialects/shell';
import { NO_FILES } from '../../../support/no-files';

/** The unit of one script; `beside` are other files of the workspace by path. */
export function readUnit(text: string, path = 'deploy.sh', beside: Readonly<Record<string, string>> = {}): Unit {
  return shell.resolve([shell.read({ uri: `file:///${path}`, path, text })], {
    ...NO_FILES,
    text: (wanted) => beside[wanted],
  });
}

/** A value as plain data: `…` marks what is open, `??` what is unknown, `{}` an unknown part of a text. */
export function plain(value: ConfigValue): unknown {
  switch (value.kind) {
    case 'object': {
      const entries = value.entries.map((e) => [e.key, plain(e.value)] as const);
      return Object.fromEntries(value.open ? [...entries, ['…', true]] : entries);
    }
    case 'list':
      return value.items.map(plain);
    case 'text':
      return value.parts.map((p) => (typeof p === 'string' ? p : '{}')).join('');
    case 'scalar':
      return value.value;
    default:
      return '??';
  }
}
