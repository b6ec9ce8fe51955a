// Which data a piece of code hands on: names and keys, what names were set to, but nothing that calls and comparisons compute.
import assert from 'node:assert/strict';
import { dataIn } from '../../../../server/core/derive/data-in';
import type { DeriveInput } from '../../../../server/core/derive';

/** The words for a piece of code; `origin` is what its name was set to. */
function dataOf(code: string, origin?: string, known: object = { kind: 'unknown', reason: '' }): readonly unknown[] {
  const text = `${code}\n${origin ?? ''}`;
  const at = { start: 0, end: code.length };
  const place = { uri: 'u', span: { start: code.length + 1, end: text.length } };
  const trace = origin === undefined ? {} : { trace: [{ place, note: '' }] };
  const input = {
    inputs: [[{ value: { ...known, span: at, ...trace }, at }]],
    options: {},
    nothing: { value: undefined, at: { start: 0, end: 0 } },
    subject: {
      resource: { source: 'u' },
      index: { textAt: (_: string, from: number, to: number) => text.slice(from, to) },
    },
  };
  return dataIn(input as unknown as DeriveInput).map(({ value }) =>
    value?.kind === 'scalar' ? value.value : undefined,
  );
}

const NONE = [''];

const CODE: readonly (readonly [string, readonly string[]])[] = [
  ['password', ['password']],
  ['user.password', ['user password']],
  ['config["db"]["password"]', ['config db password']],
  ['os.environ["DB_PASSWORD"]', ['os environ db password']],
  ['os.environ.get("DB_PASSWORD", "none")', ['os environ get db password']],
  ['process.env.API_KEY', ['process env api key']],
  ['f"{user.name} has {db_password!r:>10}"', ['user name', 'db password']],
  ['f"{password=}"', ['password']],
  ['`token: ${accessToken}`', ['access token']],
  ['"password: " + password', ['password']],
  ['"%s %s" % (user, password)', ['user', 'password']],
  ['"{}".format(password)', ['password']],
  ['"password"', NONE],
  ['f"no password for {user}"', ['user']],
  ['{ user, password }', ['user', 'password']],
  ["{ user, password: '***' }", ['user']],
  ['{"password": "***", "pw": password}', ['password']],
  ['JSON.stringify({ a: secret.value }, null, 2)', ['secret value', 'null', '2']],
  ['json.dumps(secret, indent=2)', ['secret', '2']],
  ['response["Plaintext"].decode("utf-8")', ['response plaintext']],
  ['client.get_secret_value(SecretId=name)["SecretString"]', ['client get secret value secret string']],
  ['(await client.send(command)).SecretString', ['await client send secret string']],
  ['password or "none"', ['password']],
  ['len(password)', NONE],
  ['mask(user.password)', NONE],
  ['"*" * len(password)', NONE],
  ['password is None', NONE],
  ['!!password', NONE],
  ['typeof password', NONE],
  ['password === expected', NONE],
  ['password ? "yes" : "no"', NONE],
  ['"set" if password else "not set"', NONE],
  ['user?.password', ['user password']],
  ['store.password', ['store password']],
  ['', NONE],
];

const ORIGINS: readonly (readonly [string, string, readonly string[]])[] = [
  ['secret', 'json.loads(response["SecretString"])', ['secret', 'response secret string']],
  ['secret', 'JSON.parse(data.SecretString)', ['secret', 'data secret string']],
  ['secret', 'mask(data.SecretString)', ['secret']],
  ['secret.decode("utf-8")', 'response["Plaintext"]', ['secret', 'response plaintext']],
  ['secret.name', 'response["SecretString"]', ['secret name']],
];

describe('derive: data in code', () => {
  for (const [code, found] of CODE)
    it(code, () => {
      assert.deepEqual(dataOf(code), found);
    });
  for (const [code, origin, found] of ORIGINS)
    it(`${code} = ${origin}`, () => {
      assert.deepEqual(dataOf(code, origin), found);
    });

  it('nothing gives nothing away', () => {
    assert.deepEqual(dataOf('password', undefined, { kind: 'scalar', value: null }), NONE);
    assert.deepEqual(dataOf('password', undefined, { kind: 'scalar', value: true }), NONE);
    assert.deepEqual(dataOf('password', undefined, { kind: 'scalar', value: 'hunter2' }), ['password']);
  });

  it('survives every cut, and takes only so much', () => {
    const long = CODE.map(([code]) => code).join(', ');
    for (let end = 0; end < long.length; end++) assert.ok(dataOf(long.slice(0, end)).length > 0);
    for (const code of ['('.repeat(5_000), '[a,'.repeat(5_000), 'f"{'.repeat(5_000)])
      assert.ok(dataOf(code).length > 0);
  });
});
