// "Why unknown?": what could not be decided in a document, why, and whose value would decide it.
import type { Finding } from '../core/evaluate';
import type { Asked, ConfigValue } from '../core/value';
import type { UnknownItem } from './protocol';
import { positionsOf, undecided, type Session } from './session';

/** Everything undecided in a document, in the order of the text. */
export function unknownsIn(session: Session, uri: string): readonly UnknownItem[] {
  const positions = positionsOf(session, uri);
  return undecided(session, uri).map((finding) => ({
    rule: finding.rule.id,
    title: finding.rule.title,
    address: finding.address,
    reason: finding.reason ?? 'not known',
    range: positions.range(finding.span),
    ...askedBy(finding),
  }));
}

function askedBy({ blame }: Finding): { readonly asks?: Asked } {
  const asks = blame?.value && askedIn(blame.value);
  return asks ? { asks } : {};
}

/** The one name that has no value; undefined where it is none or several. */
function askedIn(value: ConfigValue): Asked | undefined {
  if (value.kind === 'unknown') return value.asks;
  if (value.kind !== 'text') return undefined;
  const [first, ...more] = value.parts.filter((part) => typeof part !== 'string').map(askedIn);
  return more.length === 0 ? first : undefined;
}
