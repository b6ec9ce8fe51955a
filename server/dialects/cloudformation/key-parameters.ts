// Parameters that take a key are things that a fix can name.
import { mayHoldKey } from '../../core/key-words';
import type { Resource } from '../../core/resource';
import { objectOf } from './evaluate';
import { spanOf, type Scope } from './scope';
import type { Template } from './template';

/** The parameters whose names speak of a key, as resources of the type `parameter`. */
export function keyParameters({ sections, source, language }: Template, scope: Scope): readonly Resource[] {
  const members = (sections.get('Parameters') ?? []).filter(({ key }) => mayHoldKey(key));
  return members.flatMap(({ key, keyStart, value, base }) => {
    if (value.kind !== 'map') return [];
    const span = { start: base + keyStart, end: base + value.end };
    const head = { start: span.start, end: span.start + key.length };
    const body = objectOf(value, spanOf(value, base), { scope, base }, head);
    const place = { source: source.uri, language, span, head };
    return [{ dialect: 'cloudformation', type: 'parameter', id: key, address: key, ...place, body, exists: 'always' }];
  });
}
