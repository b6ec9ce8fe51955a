// Works out whether a resource policy lets everybody in: an Allow for `*` without a condition that narrows it.
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { readPolicy, type PolicyCondition, type Statement } from '../policy';
import type { Derivation } from './index';

/** `from: [policy]`: true where a statement allows everybody, with the statement's place; false where none does. */
export const openToWorld: Derivation = ({ subject, inputs, nothing }) => {
  const seen = inputs.flat().filter((sighting) => sighting.value !== undefined || sighting.open);
  if (seen.length === 0) return [{ ...nothing, value: { kind: 'scalar', span: nothing.at, value: false } }];
  return seen.map((sighting) => {
    const policy = readPolicy(sighting.value, subject.choose, ({ target }) => target);
    const open = policy?.statements.find(isOpen);
    if (open) return { ...sighting, at: open.span, value: { kind: 'scalar', span: open.span, value: true } };
    if (!policy || policy.open || policy.statements.some(mayBeOpen))
      return {
        ...sighting,
        value: { kind: 'unknown', span: sighting.at, reason: 'the policy is not fully known here' },
      };
    return { ...sighting, value: { kind: 'scalar', span: sighting.at, value: false } };
  });
};

function isOpen({ effect, principals, conditions, conditionsOpen }: Statement): boolean {
  if (effect !== 'Allow' || conditionsOpen || !principals.known.includes('*')) return false;
  return conditions.every(admitsEverybody);
}

/** Whom it admits, or on what condition, can't be seen: that may be everybody. */
function mayBeOpen({ effect, principals, conditions, conditionsOpen }: Statement): boolean {
  if (effect === 'Deny') return false;
  return principals.open || (conditionsOpen && principals.known.includes('*') && conditions.every(admitsEverybody));
}

/**
 * A condition that does not say who may come: one on TLS, or a pattern that fits everything.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
 */
function admitsEverybody({ operator, key, values }: PolicyCondition): boolean {
  if (key.toLowerCase() === 'aws:securetransport') return true;
  return /(?:String|Arn)Like(?:IfExists)?$/.test(operator) && values.known.includes('*');
}
