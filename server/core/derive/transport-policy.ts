// Works out whether a resource policy denies requests that don't come over TLS: for buckets, queues, topics and other stores with policies.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html and
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
import type { Sighting } from '../facts';
import { readPolicy, type Policy, type PolicyCondition, type Statement } from '../policy';
import type { Truth } from '../truth';
import type { Derivation } from './index';

/** What a denial has to cover: every action of a service, or at least these. */
interface Service {
  readonly name: string;
  readonly actions: readonly string[];
}

/**
 * `from: [policy]`, option `service` (`s3`): true where every policy together denies plaintext to everybody for all actions of the service.
 * Option `actions`: those that carry data, where a policy of the service can't or need not name them all (`[sns:Publish]`).
 * Where no policy is written, the fact is false at the head of the resource.
 */
export const deniesInsecureTransport: Derivation = ({ subject, inputs, options, nothing }) => {
  const service: Service = {
    name: typeof options.service === 'string' ? options.service : '*',
    actions: Array.isArray(options.actions)
      ? options.actions.map((action: unknown) => String(action).toLowerCase())
      : [],
  };
  const seen = inputs.flat().filter((sighting) => sighting.value !== undefined || sighting.open);
  if (seen.length === 0) return [answer(nothing, 'no', 'it has no policy')];
  const verdicts = seen.map((sighting) => {
    const policy = readPolicy(sighting.value, subject.choose);
    return { sighting, truth: policy ? judge(policy, service) : 'maybe' } as const;
  });
  const best =
    verdicts.find(({ truth }) => truth === 'yes') ?? verdicts.find(({ truth }) => truth === 'maybe') ?? verdicts[0];
  return best ? [answer(best.sighting, best.truth, lacking(best.sighting, subject.choose, service))] : [];
};

function answer(sighting: Sighting, truth: Truth, detail: string): Sighting {
  const span = sighting.at;
  if (truth === 'maybe')
    return { ...sighting, value: { kind: 'unknown', span, reason: 'the policy is not fully known here' } };
  return {
    ...sighting,
    value: { kind: 'scalar', span, value: truth === 'yes' },
    ...(truth === 'no' ? { detail } : {}),
  };
}

function judge(policy: Policy, service: Service): Truth {
  const denials = policy.statements.map((statement) => deniesPlaintext(statement, service));
  if (denials.includes('yes')) return 'yes';
  return denials.includes('maybe') || policy.open ? 'maybe' : 'no';
}

function deniesPlaintext(statement: Statement, service: Service): Truth {
  if (statement.effect !== 'Deny') return 'no';
  if (!statement.conditions.some(isPlaintextTest)) return statement.conditionsOpen ? 'maybe' : 'no';
  if (missingPart(statement, service) === undefined) return 'yes';
  return statement.actions.open || statement.principals.open ? 'maybe' : 'no';
}

/** `aws:SecureTransport` false, or a TLS version below a bound: both deny what comes in the clear. */
function isPlaintextTest(condition: PolicyCondition): boolean {
  const key = condition.key.toLowerCase();
  if (key === 'aws:securetransport') {
    return (
      /^(ForAnyValue:)?Bool(IfExists)?$|^StringEquals/i.test(condition.operator) &&
      condition.values.known.some((value) => value.toLowerCase() === 'false')
    );
  }
  return key === 's3:tlsversion' && /^NumericLessThan(Equals)?(IfExists)?$/i.test(condition.operator);
}

/** The part of the traffic that a denial leaves open, in plain words; undefined where it covers all. */
function missingPart(statement: Statement, service: Service): string | undefined {
  if (!statement.principals.known.includes('*')) return 'it denies plaintext to some principals only';
  if (!coversAllActions(statement, service)) return 'it denies plaintext for some actions only';
  return statement.conditions.length > 1 ? 'it denies plaintext under a further condition only' : undefined;
}

function coversAllActions(statement: Statement, service: Service): boolean {
  const known = statement.actions.known.map((action) => action.toLowerCase());
  if (known.includes('*') || known.includes(`${service.name}:*`.toLowerCase())) return true;
  return service.actions.length > 0 && service.actions.every((action) => known.includes(action));
}

function lacking(sighting: Sighting, choose: Parameters<typeof readPolicy>[1], service: Service): string {
  const policy = readPolicy(sighting.value, choose);
  const denial = policy?.statements.find(
    (statement) => statement.effect === 'Deny' && statement.conditions.some(isPlaintextTest),
  );
  return (denial && missingPart(denial, service)) ?? 'its policy has no statement that denies plaintext';
}
