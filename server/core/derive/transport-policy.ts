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
    const policy = policyOf(sighting, subject.choose);
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
  const denials = policy.statements.filter((statement) => deniesPlaintext(statement));
  const full = denials.filter((each) => missingPart(each, service) === undefined && !each.conditionsOpen);
  if (full.length > 0 && missingResources(full, service) === undefined) return 'yes';
  const unsure = policy.statements.some((statement) => mayDenyMore(statement));
  return unsure || policy.open ? 'maybe' : 'no';
}

function deniesPlaintext({ effect, conditions }: Statement): boolean {
  return effect === 'Deny' && conditions.some(isPlaintextTest);
}

/** Something of a denial can't be seen, which may be what is missing. */
function mayDenyMore(statement: Statement): boolean {
  if (statement.effect === 'Allow') return false;
  if (!statement.conditions.some(isPlaintextTest))
    return statement.conditionsOpen || statement.conditions.some(mayTestPlaintext);
  const { effect, actions, principals, resources, conditionsOpen } = statement;
  return effect === undefined || actions.open || principals.open || resources.open || conditionsOpen;
}

/** `aws:SecureTransport` false, or a TLS version below a bound: both deny what comes in the clear. */
function isPlaintextTest(condition: PolicyCondition): boolean {
  const key = condition.key.toLowerCase();
  if (key === 'aws:securetransport') {
    const has = (wanted: string): boolean => condition.values.known.some((value) => value.toLowerCase() === wanted);
    return (
      (/^(ForAnyValue:)?Bool(IfExists)?$|^StringEquals/i.test(condition.operator) && has('false')) ||
      (/^StringNotEquals/i.test(condition.operator) && has('true'))
    );
  }
  return key === 's3:tlsversion' && /^NumericLessThan(Equals)?(IfExists)?$/i.test(condition.operator);
}

/** Against which value can't be seen. */
function mayTestPlaintext({ key, values }: PolicyCondition): boolean {
  return values.open && key.toLowerCase() === 'aws:securetransport';
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

/** What of a bucket the denials together leave out: the bucket itself, or its objects. A policy can't name another bucket. */
function missingResources(denials: readonly Statement[], service: Service): string | undefined {
  if (service.name !== 's3') return undefined;
  const names = denials.flatMap(({ resources }) => resources.known);
  // `NotResource`, or nothing that is typed yet
  if (denials.some(({ resources }) => resources.known.length === 0 && !resources.open)) return undefined;
  if (!names.some((name) => /^[^/]*$/.test(bucketPart(name))))
    return 'it denies plaintext for objects only, not for the bucket itself';
  return names.some((name) => /^[^/]*(?:\*|\/\*+)$/.test(bucketPart(name)))
    ? undefined
    : 'it denies plaintext for the bucket itself, not for all of its objects';
}

/** The name of the bucket and what follows it; of an access point's ARN nothing is known here. */
function bucketPart(name: string): string {
  return /:accesspoint[/:]/.test(name) ? '*' : name.replace(/^arn:[^:]*:s3:::/, '');
}

function lacking(sighting: Sighting, choose: Parameters<typeof readPolicy>[1], service: Service): string {
  const denials = policyOf(sighting, choose)?.statements.filter(deniesPlaintext) ?? [];
  const [first] = denials;
  if (!first) return 'its policy has no statement that denies plaintext';
  const full = denials.filter((statement) => missingPart(statement, service) === undefined);
  const resources = full.length > 0 ? missingResources(full, service) : undefined;
  return resources ?? missingPart(first, service) ?? 'its policy leaves plaintext open';
}

/** References stand for bare ARNs and names, which have no part behind a slash. */
function policyOf(sighting: Sighting, choose: Parameters<typeof readPolicy>[1]): Policy | undefined {
  return readPolicy(sighting.value, choose, ({ target }) => target);
}
