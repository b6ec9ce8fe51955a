// Matches the statements of key policies and IAM policies against a principal, an action and a key, in three-valued logic.
// Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
import { HOLE } from '../json-text';
import type { Names, Policy, Statement } from '../policy';
import type { Resource } from '../resource';
import { and, or, truthOf, type Truth } from '../truth';

/** Whether a part of a statement fits what is asked for. */
export type Fits = (statement: Statement) => Truth;

/** Conditions by which AWS's own examples narrow a grant to one caller or one use: whoever writes them means to admit it. */
const FAMILIAR_CONDITION =
  /^(aws:source(account|arn|orgid|orgpaths|owner)|kms:(viaservice|calleraccount|encryptioncontext.*|grantisforawsresource|granteeprincipal|grantoperations))$/i;

/** Whether a policy allows an action where `fits` says that a statement is about the right principal or resource. Denials are not looked at. */
export function allows(policy: Policy, action: string, fits: Fits): Truth {
  // a policy without a statement is one that is still to be written
  if (policy.statements.length === 0) return 'maybe';
  const truths = policy.statements.map((statement) =>
    and([effectOf(statement), fits(statement), coversAction(statement, action), conditionsHold(statement)]),
  );
  return or(policy.open ? [...truths, 'maybe'] : truths);
}

function effectOf(statement: Statement): Truth {
  return statement.effect === undefined ? 'maybe' : truthOf(statement.effect === 'Allow');
}

function conditionsHold(statement: Statement): Truth {
  if (statement.conditionsOpen) return 'maybe';
  return statement.conditions.every(({ key }) => FAMILIAR_CONDITION.test(key)) ? 'yes' : 'maybe';
}

/** An action that AWS documents with a star, such as `kms:GenerateDataKey*`, is there as soon as the plain one is. */
function coversAction(statement: Statement, action: string): Truth {
  if (statement.notActions.known.length > 0 || statement.notActions.open) return 'maybe';
  const wanted = action.replace(/\*$/, '');
  const truths = statement.actions.known.map((pattern) => globFits(pattern, wanted));
  return or(statement.actions.open ? [...truths, 'maybe'] : truths);
}

/** Whether a pattern with `*` and `?` fits a text; what is hidden in the pattern may be anything. */
function globFits(pattern: string, text: string): Truth {
  if (!toRegExp(pattern).test(text)) return 'no';
  return pattern.includes(HOLE) ? 'maybe' : 'yes';
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .slice(0, 500)
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(new RegExp(`[*${HOLE}]+`, 'g'), '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 'i');
}

function anyName(names: Names, not: Names, fits: (name: string) => Truth): Truth {
  if (not.known.length > 0 || not.open) return 'maybe';
  return or(names.known.map((name) => (name === HOLE ? 'maybe' : fits(name))));
}

/** Whether a statement is about a service, written as `logs.{region}.amazonaws.com`. */
export function isForService(service: string): Fits {
  const name = service.split('.')[0] ?? service;
  const hosts = ['', '.us-east-1'].flatMap((region) =>
    ['', '.cn'].map((end) => `${name}${region}.amazonaws.com${end}`),
  );
  const written = new RegExp(`^Service:${name}(\\.[a-z0-9-]+)?\\.amazonaws\\.com(\\.cn)?$`, 'i');
  const fits = (principal: string): Truth => {
    if (principal === '*' || principal === 'Service:*' || written.test(principal)) return 'yes';
    if (!principal.startsWith('Service:') || !principal.includes(HOLE)) return 'no';
    const pattern = toRegExp(principal.slice('Service:'.length));
    if (!hosts.some((host) => pattern.test(host))) return 'no';
    return principal.startsWith(`Service:${name}.`) ? 'yes' : 'maybe';
  };
  return (statement) => anyName(statement.principals, statement.notPrincipals, fits);
}

const ACCOUNT = new RegExp(`^AWS:(arn:[^:]*:iam::[^:]*:root|\\d{12})$`);

/** A statement for the account as a whole: it leaves to IAM who may use the key. */
export const isForAccount: Fits = (statement) =>
  anyName(statement.principals, statement.notPrincipals, (name) =>
    ACCOUNT.test(name) ? 'yes' : name.startsWith('AWS:') && name.endsWith(':root') ? 'maybe' : bareAccount(name),
  );

function bareAccount(name: string): Truth {
  return name === `AWS:${HOLE}` ? 'maybe' : 'no';
}

/** The name that stands for a resource of the unit in policies that are read with `nameOfRef`. */
export function symbolOf(resource: Resource): string {
  return `ref:${resource.id}`;
}

/** Whether a statement is about a role itself, by reference or by its ARN. */
export function isForRole(role: Resource, roleName: string | undefined): Fits {
  const fits = (principal: string): Truth => {
    if (principal === '*' || principal === `AWS:${symbolOf(role)}`) return 'yes';
    if (!principal.startsWith('AWS:') || principal.startsWith('AWS:ref:') || ACCOUNT.test(principal)) return 'no';
    const arn = /:role\/(?:.*\/)?([^/]*)$/.exec(principal);
    if (!arn) return principal.includes(HOLE) ? 'maybe' : 'no';
    return roleName === undefined ? 'maybe' : globFits(arn[1] ?? '', roleName);
  };
  return (statement) => anyName(statement.principals, statement.notPrincipals, fits);
}

const KEY_ARN = new RegExp(`^arn:[^:]*:([^:]*):(.*)$`);

/** Whether an IAM statement covers a key of the unit. */
export function isForKey(key: Resource): Fits {
  const fits = (resource: string): Truth => {
    if (/^\*+$/.test(resource) || resource === symbolOf(key)) return 'yes';
    if (resource.startsWith('ref:')) return 'no';
    const arn = KEY_ARN.exec(resource);
    if (!arn) return resource.includes(HOLE) || resource.includes('*') ? 'maybe' : 'no';
    const [, service = '', rest = ''] = arn;
    if (!/[*?]/.test(service) && !service.includes(HOLE) && service !== 'kms') return 'no';
    return service === 'kms' && /^(.*:)?(key\/)?\*$/.test(rest) ? 'yes' : 'maybe';
  };
  return ({ resources }) => {
    // neither is written where `NotResource` is
    if (resources.open || resources.known.length === 0) return or([...resources.known.map(fits), 'maybe']);
    return or(resources.known.map(fits));
  };
}
