// Judges the conditions of rules over the sightings of facts, in three-valued logic, and remembers which sighting decided.
import { argumentOf } from './argument';
import { sightings, type Sighting, type Subject } from './facts';
import { isCustomerKey } from './key';
import type { Condition, Expectation } from './kind';
import { HOLE } from './json-text';
import { renderText } from './path';
import { not, truthOf, type Truth } from './truth';
import { isDynamicReference, type ConfigValue, type Scalar } from './value';

export interface Judgement {
  readonly truth: Truth;
  /** What decided it, or what is not known about it. */
  readonly blame: Sighting | undefined;
}

/** Judges a condition for a resource (or one of its parts) in one world. */
export function judgeCondition(condition: Condition, subject: Subject): Judgement {
  switch (condition.kind) {
    case 'fact':
      return judgeFact(condition.fact, condition.expect, subject);
    case 'all':
      return judgeAll(judgeUntil('no', condition.of, subject));
    case 'any':
      return judgeAny(judgeUntil('yes', condition.of, subject));
    case 'not': {
      const inner = judgeCondition(condition.of, subject);
      return { truth: not(inner.truth), blame: inner.blame };
    }
  }
}

/** Judges parts one after the other up to the first that decides: most resources fall out of most rules at the first question. */
function judgeUntil(decisive: Truth, parts: readonly Condition[], subject: Subject): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const part of parts) {
    const judgement = judgeCondition(part, subject);
    judgements.push(judgement);
    if (judgement.truth === decisive) break;
  }
  return judgements;
}

function judgeFact(fact: string, expect: Expectation, subject: Subject): Judgement {
  const seen = sightings(subject, fact);
  const inner = innerOf(expect);
  const [only] = seen;
  if (only && seen.length === 1) return { truth: meets(only, inner, subject), blame: only };
  const judgements = seen.map((blame) => ({ truth: meets(blame, inner, subject), blame }));
  return expect.kind === 'some' ? judgeAny(judgements) : judgeAll(judgements);
}

function innerOf(expect: Expectation): Expectation {
  return expect.kind === 'some' ? expect.of : expect;
}

function judgeAll(judgements: readonly Judgement[]): Judgement {
  const decisive = judgements.find(({ truth }) => truth === 'no') ?? judgements.find(({ truth }) => truth === 'maybe');
  return decisive ?? { truth: 'yes', blame: judgements[0]?.blame };
}

/** Where nothing holds, the blame goes to what is written rather than to what is missing. */
function judgeAny(judgements: readonly Judgement[]): Judgement {
  const decisive = judgements.find(({ truth }) => truth === 'yes') ?? judgements.find(({ truth }) => truth === 'maybe');
  if (decisive) return decisive;
  const written = judgements.find(({ blame }) => blame?.value !== undefined && !blame.assumed);
  return { truth: 'no', blame: (written ?? judgements[0])?.blame };
}

function meets(sighting: Sighting, expect: Expectation, subject: Subject): Truth {
  if (expect.kind === 'not') return not(meets(sighting, expect.of, subject));
  if (sighting.value === undefined) return sighting.open ? 'maybe' : meetsNothing(expect);
  if (expect.kind === 'set') return meetsSet(sighting, expect.set);
  if (expect.kind === 'is') return meetsKey(sighting.value, expect.what, subject);
  return meetsValue(sighting.value, expect, subject);
}

function meetsNothing(expect: Expectation): Truth {
  return truthOf(expect.kind === 'set' && !expect.set);
}

function meetsSet(sighting: Sighting, wanted: boolean): Truth {
  const { value } = sighting;
  if (value?.kind === 'unknown') return 'maybe';
  const empty = value?.kind === 'scalar' && value.value === '';
  return truthOf((!empty && !sighting.assumed) === wanted);
}

function meetsKey(value: ConfigValue, what: 'customer-key' | 'aws-key', subject: Subject): Truth {
  const customer = isCustomerKey(value, subject.index, subject.choose);
  return what === 'customer-key' ? customer : not(customer);
}

function meetsValue(value: ConfigValue, expect: Expectation, subject: Subject): Truth {
  if ('encodes' in value && expect.kind === 'matches' && meetsValue(value.encodes, expect, subject) === 'yes')
    return 'yes';
  switch (value.kind) {
    case 'ref': {
      const written = argumentOf(value, subject);
      return written ? meetsValue(written, expect, subject) : 'maybe';
    }
    case 'scalar':
      if (scalarMeets(value.value, expect)) return 'yes';
      return isDynamicReference(value.value) ? 'maybe' : 'no';
    case 'text':
      return textMeets(value, expect);
    case 'list':
      // a whole list against a plain expectation: every item has to meet it
      return value.open || value.items.length === 0 ? 'maybe' : listMeets(value.items, expect, subject);
    default:
      return 'maybe';
  }
}

function listMeets(items: readonly ConfigValue[], expect: Expectation, subject: Subject): Truth {
  const truths = items.map((item) => meetsValue(item, expect, subject));
  if (truths.includes('no')) return 'no';
  return truths.includes('maybe') ? 'maybe' : 'yes';
}

function scalarMeets(actual: Scalar, expect: Expectation): boolean {
  switch (expect.kind) {
    case 'equals':
      return sameScalar(actual, expect.value);
    case 'in':
      return expect.values.some((value) => sameScalar(actual, value));
    case 'matches':
      return actual !== null && expect.pattern.test(String(actual));
    case 'startsWith':
      return actual !== null && String(actual).startsWith(expect.prefix);
    case 'atLeast':
      return isNumeric(actual) && Number(actual) >= expect.bound;
    case 'atMost':
      return isNumeric(actual) && Number(actual) <= expect.bound;
    default:
      return false;
  }
}

function isNumeric(value: Scalar): boolean {
  return value !== null && value !== '' && typeof value !== 'boolean' && !Number.isNaN(Number(value));
}

/** Booleans and numbers may be written as text: `"true"`, `"1"`; Python and YAML write `True`. */
function sameScalar(actual: Scalar, wanted: Exclude<Scalar, null>): boolean {
  if (actual === wanted) return true;
  if (actual === null || actual === '') return false;
  if (typeof wanted === 'boolean' || typeof actual === 'boolean') return booleanWord(actual) === booleanWord(wanted);
  return String(actual) === String(wanted);
}

/**
 * Terraform takes `"1"` for true and `"0"` for false, which its pages do not say, but its conversion of values does:
 * https://github.com/zclconf/go-cty/blob/main/cty/convert/conversion_primitive.go
 */
function booleanWord(value: Exclude<Scalar, null>): string {
  const word = String(value).toLowerCase();
  return word === '1' ? 'true' : word === '0' ? 'false' : word;
}

/** A partly known text: certain only where the known parts alone decide. */
function textMeets(value: ConfigValue, expect: Expectation): Truth {
  const text = renderText(value) ?? HOLE;
  const prefix = text.slice(0, text.indexOf(HOLE));
  if (expect.kind === 'startsWith') {
    if (prefix.startsWith(expect.prefix)) return 'yes';
    return expect.prefix.startsWith(prefix) ? 'maybe' : 'no';
  }
  return expect.kind === 'matches' && expect.pattern.test(text) ? 'yes' : 'maybe';
}
