// What another resource says about the same thing: of two that name one bucket, the setting that only one of them makes.
import type { Subject } from '../facts';
import { decide, parsePath, walk } from '../path';
import type { Resource } from '../resource';
import type { Truth } from '../truth';
import { isAbsent, type ConfigValue } from '../value';
import type { Derivation } from './index';

/**
 * `from: [fact]`, options `type`, `via`, `path`: what stands at `path` in the resource of that type whose `via` names what the fact names, by a
 * reference or a literal. Unknown where it can't be told whether they name the same; nothing where no resource does.
 */
export const ofSibling: Derivation = ({ subject, inputs: [named = []], options, nothing }) => {
  const siblings = subject.index.byType(String(options.type)).filter(({ exists }) => exists !== 'never');
  return named.map(({ value }) => {
    const seen = siblings.map((sibling) => ({
      same: sameThing(decide(value, subject.choose), at(sibling, options.via, subject)),
      says: at(sibling, options.path, subject),
    }));
    const sure = seen.find(({ same, says }) => same === 'yes' && says !== undefined);
    if (sure?.says) return { ...nothing, value: { ...sure.says, span: nothing.at }, assumed: true };
    if (!seen.some(({ same }) => same === 'maybe')) return nothing;
    const reason = 'it can not be seen here whether the two name the same';
    return { ...nothing, value: { kind: 'unknown', span: nothing.at, reason }, assumed: true };
  });
};

function at(resource: Resource, path: unknown, { choose }: Subject): ConfigValue | undefined {
  const segments = parsePath(String(path));
  const value = segments && decide(walk(resource.body, segments, choose, resource.loose)[0]?.value, choose);
  return isAbsent(value) ? undefined : value;
}

function sameThing(one: ConfigValue | undefined, other: ConfigValue | undefined): Truth {
  if (one?.kind === 'ref' && other?.kind === 'ref') return one.target === other.target ? 'yes' : 'no';
  if (one?.kind === 'scalar' && other?.kind === 'scalar') return one.value === other.value ? 'yes' : 'no';
  return 'maybe';
}
