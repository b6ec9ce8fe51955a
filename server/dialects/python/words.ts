// The words by which a Python file is worth reading at all, in one place, and the modules whose calls are reported as they stand.
import { mentions } from '../../core/mentions';

/** Modules whose calls become resources named by their import path, such as `python:requests.get`. */
export const REPORTED_MODULES: readonly string[] = [
  'requests',
  'urllib.request',
  'urllib2',
  'urllib3',
  'httpx',
  'aiohttp',
  'ssl',
  'OpenSSL',
  'http.client',
  'httplib',
  'ftplib',
  'smtplib',
  'imaplib',
  'poplib',
  'telnetlib',
  'ldap3',
  'ldap',
  'redis',
  'pymongo',
  'motor',
  'psycopg2',
  'psycopg',
  'asyncpg',
  'pymysql',
  'MySQLdb',
  'mysql.connector',
  'sqlalchemy',
  'redshift_connector',
  'jaydebeapi',
  'snowflake.connector',
  'elasticsearch',
  'opensearchpy',
  'kafka',
  'confluent_kafka',
  'aiokafka',
  'pika',
  'paho.mqtt',
  'websockets',
  'websocket',
  'grpc',
  'paramiko',
  'hashlib',
  'hmac',
  'random',
  'secrets',
  'uuid',
  'Crypto',
  'Cryptodome',
  'cryptography',
  'jwt',
  'jose',
  'logging',
  'aws_lambda_powertools',
  's3fs',
  'fsspec',
  'pandas',
  'awswrangler',
  'aws_encryption_sdk',
  's3_encryption',
  'dynamodb_encryption_sdk',
  'airflow.providers.amazon',
  'faker',
];

/** Words besides those modules that make a file ours. */
const WORDS: readonly string[] = [
  'boto3',
  'botocore',
  'aiobotocore',
  'sagemaker',
  'aws_cdk',
  'awsglue',
  'cdktf',
  'imports.aws',
  'http://',
  'ftp://',
  'ldap://',
  'redis://',
  'mongodb://',
  'amqp://',
  'mqtt://',
  'jdbc:',
  'PYTHONHTTPSVERIFY',
  'storage_options',
];

/** Modules that nearly every script has; alone they make no file ours. */
const COMMON = new Set(['logging', 'aws_lambda_powertools', 'random', 'uuid', 'secrets', 'pandas', 'hmac', 'faker']);

const ROOTS = [...new Set(REPORTED_MODULES.filter((m) => !COMMON.has(m)).map((m) => m.split('.')[0] ?? m))];
const PATTERN = new RegExp(
  `${WORDS.map((w) => w.replace('.', '\\.')).join('|')}|\\b(?:import|from)[ \\t]{1,40}(?:[\\w., \\t]{0,200}\\b)?(?:${ROOTS.join('|')})\\b`,
);

/** No line of imports is looked at any further. */
const LONGEST = 300;

/** True where the text holds one of the words. `without` is an earlier version that holds none. */
export function mentionsWords(text: string, without?: string): boolean {
  return mentions(PATTERN, LONGEST, text, without);
}

/** The reported module that a dotted path lies in, or undefined. */
export function reportedModule(path: string): string | undefined {
  return REPORTED_MODULES.find((module) => path === module || path.startsWith(`${module}.`));
}
