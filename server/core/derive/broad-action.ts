// Works out whether a policy of an identity allows certain actions on every resource of a service: an Allow that no condition narrows.
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
import { readPolicy, type Names, type Statement } from '../policy';
import type { Derivation } from './index';

/**
 * `from: [policy]`, options: `actions` and `resources`, patterns of which one name each has to match. True where a statement allows it, with the
 * statement's place; false where none does; unknown where what can't be seen may allow it.
 */
export const broadAction: Derivation = ({ subject, inputs, nothing, options }) => {
  const actions = new RegExp(String(options.actions), 'i');
  const resources = new RegExp(String(options.resources));
  const seen = inputs.flat().filter((sighting) => sighting.value !== undefined || sighting.open);
  if (seen.length === 0) return [{ ...nothing, value: { kind: 'scalar', span: nothing.at, value: false } }];
  return seen.map((sighting) => {
    const policy = readPolicy(sighting.value, subject.choose, ({ target }) => target);
    const allows = policy?.statements.filter(isPlainAllow) ?? [];
    const broad = allows.find((one) => has(one.actions, actions) && has(one.resources, resources));
    if (broad) return { ...sighting, at: broad.span, value: { kind: 'scalar', span: broad.span, value: true } };
    if (
      !policy ||
      policy.open ||
      allows.some((one) => mayHave(one.actions, actions) && mayHave(one.resources, resources))
    )
      return {
        ...sighting,
        value: { kind: 'unknown', span: sighting.at, reason: 'the policy is not fully known here' },
      };
    return { ...sighting, value: { kind: 'scalar', span: sighting.at, value: false } };
  });
};

function isPlainAllow(statement: Statement): boolean {
  return statement.effect === 'Allow' && statement.conditions.length === 0 && !statement.conditionsOpen;
}

function has(names: Names, pattern: RegExp): boolean {
  return names.known.some((name) => pattern.test(name));
}

function mayHave(names: Names, pattern: RegExp): boolean {
  return names.open || has(names, pattern);
}
