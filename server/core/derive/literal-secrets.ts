// Finds secrets that stand in plain text among the environment variables of something: a telling name with a literal value, or a telling value.
import type { Sighting } from '../facts';
import { decide, type Choose } from '../path';
import type { Entry } from '../value';
import type { Derivation } from './index';

/** At the end of the name only: `DB_PASSWORD` is a password, `PASSWORD_SECRET_ARN` tells where one is. */
const SECRET_NAME = /(?:passw(?:or)?d|secret|token|api_?key|access_?key|private_?key|credentials?)\d*$/i;
/** What only a secret looks like, whatever it is called: an access key of AWS, a private key. */
const SECRET_VALUE = /^(?:AKIA|ASIA)[0-9A-Z]{16}$|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/;
const POINTS_ELSEWHERE = /^(?:\{\{resolve:|arn:|\/|https?:|ssm:|\s*$)/;
/** Words for "there is none", switches, and words that ask to be replaced. */
const SAYS_NOTHING = /^(?:-|none|null|nil|n\/?a|true|false|unset|<[^<>]*>|(?:your|replace)[-_ ].*)$/i;

/** `from: [variables]`, each an object of names and values: true for each secret in plain text, at its value; false where there is none; what is not known stays so. */
export const literalSecrets: Derivation = ({ subject, inputs, nothing }) => {
  const found = inputs.flat().flatMap((sighting) => secretsIn(sighting, subject.choose));
  return found.length > 0 ? found : [{ ...nothing, value: { kind: 'scalar', span: nothing.at, value: false } }];
};

function secretsIn(sighting: Sighting, choose: Choose): readonly Sighting[] {
  const object = decide(sighting.value, choose);
  if (object?.kind === 'unknown') return [{ ...sighting, value: object }];
  if (object?.kind !== 'object') return [];
  return object.entries
    .filter((entry) => isSecret(entry, choose))
    .map(({ value: { span } }) => ({ ...sighting, at: span, value: { kind: 'scalar', span, value: true } }));
}

function isSecret(entry: Entry, choose: Choose): boolean {
  const value = decide(entry.value, choose);
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return false;
  if (SECRET_VALUE.test(value.value)) return true;
  return SECRET_NAME.test(entry.key) && !POINTS_ELSEWHERE.test(value.value) && !SAYS_NOTHING.test(value.value);
}
