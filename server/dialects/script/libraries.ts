// Which calls of Node's own modules and of npm packages become facts for rules about transport and cryptography.

/** A module, how its facts are called, and which of its exports count. */
export interface Library {
  readonly prefix: string;
  /** Matches the path of the call within the module, `Agent` or `subtle.encrypt`; empty for the default export. */
  readonly members: RegExp;
}

const node = (name: string, members: RegExp): [string, Library] => [name, { prefix: `node:${name}`, members }];
const npm = (name: string, members: RegExp): [string, Library] => [name, { prefix: `npm:${name}`, members }];

const REQUESTS = /^(?:|get|post|put|patch|delete|head|options|request|create|extend|stream|fetch)$/;
const CONNECTIONS = /^(?:|createConnection|createPool|createPoolCluster|createConnectionPromise)$/;

const TABLE = new Map<string, Library>([
  node('https', /^(?:Agent|request|get|createServer)$/),
  node('http', /^(?:request|get|createServer)$/),
  node('http2', /^(?:connect|createServer|createSecureServer)$/),
  node('tls', /^(?:connect|createServer|createSecureContext|TLSSocket)$/),
  node('net', /^(?:connect|createConnection)$/),
  node(
    'crypto',
    /^(?:create(?:Hash|Hmac|Cipher|Cipheriv|Decipher|Decipheriv|Sign|Verify|DiffieHellman)|hash|generateKey(?:Pair)?(?:Sync)?|pbkdf2(?:Sync)?|scrypt(?:Sync)?|pseudoRandomBytes|(?:public|private)(?:En|De)crypt|(?:webcrypto\.)?subtle\.\w+)$/,
  ),
  npm('axios', REQUESTS),
  npm('got', REQUESTS),
  npm('node-fetch', /^$/),
  npm('cross-fetch', /^(?:|fetch)$/),
  npm('undici', /^(?:request|fetch|stream|Agent|Client|Pool)$/),
  npm('request', REQUESTS),
  npm('request-promise', REQUESTS),
  npm('superagent', REQUESTS),
  npm('needle', REQUESTS),
  npm('unirest', REQUESTS),
  npm('ky', REQUESTS),
  npm('ws', /^(?:|WebSocket)$/),
  npm('https-proxy-agent', /^(?:|HttpsProxyAgent)$/),
  npm('ioredis', /^(?:|Redis|Cluster|Redis\.Cluster)$/),
  npm('redis', /^(?:createClient|createCluster)$/),
  npm('mongodb', /^MongoClient(?:\.connect)?$/),
  npm('mongoose', /^(?:connect|createConnection)$/),
  npm('pg', /^(?:Client|Pool)$/),
  npm('pg-promise', /^$/),
  npm('postgres', /^$/),
  npm('mysql', CONNECTIONS),
  npm('mysql2', CONNECTIONS),
  npm('mariadb', CONNECTIONS),
  npm('mssql', /^(?:connect|ConnectionPool)$/),
  npm('tedious', /^Connection$/),
  npm('oracledb', /^(?:getConnection|createPool)$/),
  npm('knex', /^(?:|knex)$/),
  npm('sequelize', /^(?:|Sequelize)$/),
  npm('typeorm', /^(?:DataSource|createConnection)$/),
  npm('kafkajs', /^Kafka$/),
  npm('amqplib', /^connect$/),
  npm('mqtt', /^(?:connect|connectAsync)$/),
  npm('nodemailer', /^createTransport$/),
  npm('ldapjs', /^createClient$/),
  npm('@grpc/grpc-js', /^(?:credentials|ServerCredentials)\.createInsecure$/),
  npm('grpc', /^(?:credentials|ServerCredentials)\.createInsecure$/),
  npm('telnet-client', /^(?:|Telnet)$/),
  npm('telnet', /^createServer$/),
  npm('ftp', /^$/),
  npm('basic-ftp', /^Client$/),
  npm('jsonwebtoken', /^(?:verify|sign|decode)$/),
  npm('jwt-simple', /^(?:decode|encode)$/),
  npm('jose', /^(?:JWT\.(?:sign|verify)|SignJWT|UnsecuredJWT(?:\.\w+)?|jwtVerify|CompactEncrypt)$/),
  npm(
    'crypto-js',
    /^(?:MD5|SHA1|HmacMD5|HmacSHA1|PBKDF2|(?:AES|DES|TripleDES|RC4|Rabbit|Blowfish)\.(?:encrypt|decrypt))$/,
  ),
  npm('crypto-js/md5', /^$/),
  npm('crypto-js/sha1', /^$/),
  npm('node-forge', /^(?:md\.\w+\.create|cipher\.create(?:C|Dec)ipher|pki\.rsa\.generateKeyPair)$/),
  npm('md5', /^$/),
  npm('sha1', /^$/),
  npm('@elastic/elasticsearch', /^Client$/),
  npm('@opensearch-project/opensearch', /^Client$/),
  npm('cassandra-driver', /^Client$/),
  npm('@aws-crypto/client-node', /^(?:buildClient|buildEncrypt|KmsKeyringNode)$/),
]);

const GLOBALS: Readonly<Record<string, string>> = {
  fetch: 'node:fetch',
  WebSocket: 'node:WebSocket',
  'Math.random': 'node:Math.random',
  'console.log': 'node:console.log',
  'console.info': 'node:console.info',
  'console.debug': 'node:console.debug',
  'console.warn': 'node:console.warn',
  'console.error': 'node:console.error',
};

/** Classes and factories of loggers, by module; all of them log by methods of the same names. */
const LOGGERS = new Map<string, RegExp>([
  ['@aws-lambda-powertools/logger', /^Logger$/],
  ['@nestjs/common', /^Logger$/],
  ['winston', /^createLogger$/],
  ['bunyan', /^createLogger$/],
  ['pino', /^(?:|pino)$/],
]);

const LOGS = /^(?:log|trace|debug|verbose|info|warn|error|fatal|critical)$/;

/** The fact's type for what logs, whichever library it is of. */
export const LOGGER_TYPE = 'node:logger';

/** True for a method that loggers log by. */
export function isLogMethod(name: string): boolean {
  return LOGS.test(name);
}

/** True for an export that makes loggers, by `new` or by a call. */
export function makesLogger(module: string, path: readonly string[]): boolean {
  return LOGGERS.get(module)?.test(path.join('.')) ?? false;
}

/** The fact's type for a call of this export, such as `node:https.Agent` or `npm:ioredis`; undefined where it is none. */
export function libraryType(module: string, path: readonly string[]): string | undefined {
  const name = path.join('.');
  if (module === 'global') {
    const inner = name.replace(/^(?:globalThis|window|self)\./, '');
    if (/^crypto\.subtle\.\w+$/.test(inner)) return `node:${inner}`;
    return GLOBALS[inner];
  }
  const library = TABLE.get(module) ?? TABLE.get(module.replace(/\/promises?$/, ''));
  if (!library?.members.test(name)) return undefined;
  return name === '' ? library.prefix : `${library.prefix}.${name}`;
}
