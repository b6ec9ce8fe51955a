// Decides cheaply, by path and words in the text, whether a script is worth parsing.
import { mentions } from '../../core/mentions';

/** Words of which a script must hold one: without them no rule has anything to say about it. */
const WORDS =
  /aws-sdk|aws-cdk|cdktf|pulumi|https?:\/\/|\bhttps?\b|\btls\b|rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|crypto|axios|\bfetch\b|ioredis|redis|mongo|mysql|\bpg\b|kafka|nodemailer|jsonwebtoken|\bjose\b|amqp|mqtt|ldap|ftp|telnet|grpc|wss?:\/\/|elasticsearch|opensearch|sequelize|dialectOptions|typeorm|knex|mariadb|mssql|tedious|undici|needle|superagent|unirest|jwt-simple|['"](?:postgres|request|request-promise|got|ky|ws|md5|sha1)['"]/;

/** No word is longer. */
const LONGEST = 40;

/** Longer files are not parsed: they are generated, and would block whoever waits for them. */
export const MAX_LENGTH = 1_000_000;

const MAX_AVERAGE_LINE = 500;

/** True for a script's path that people write by hand: no declarations, no bundles, no dependencies. */
export function isScriptPath(path: string): boolean {
  if (!/\.(?:[mc]?[jt]s|[jt]sx)$/i.test(path)) return false;
  if (/\.d\.[mc]?ts$|\.min\.[mc]?js$/i.test(path)) return false;
  return !/(?:^|\/)node_modules\//.test(path);
}

/** True where the text mentions AWS, a network, TLS or cryptography. `without` is an earlier version that does not. */
export function isOfInterest(text: string, without?: string): boolean {
  return mentions(WORDS, LONGEST, text, without);
}

/** Why a text is not parsed, in plain words, or undefined where it is. */
export function refusal(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return 'This file is too large to be checked (more than 1 MB).';
  if (text.length > 20_000 && text.length / (countLines(text) + 1) > MAX_AVERAGE_LINE) {
    return 'This file looks minified or generated and is not checked.';
  }
  return undefined;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
