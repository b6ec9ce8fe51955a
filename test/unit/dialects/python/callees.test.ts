// Calls through names: methods kept in variables, `getattr`, `partial`, executors. What they become, where, and how they are changed.
import assert from 'node:assert/strict';
import { edited, places, resources, setting, unitOf, pathOf } from './helper';

const S3 = "import boto3, requests\nfrom functools import partial\ns3 = boto3.client('s3')\n";

const CALLS: readonly (readonly [string, string, readonly string[]])[] = [
  ['a method in a variable', `${S3}put = s3.put_object\nput(Key='k')`, ['s3:PutObject {Key: "k"}']],
  [
    'a method in a field',
    "import boto3\nclass A:\n  def __init__(self):\n    self.c = boto3.client('s3')\n    self.put = self.c.put_object\n  def f(self):\n    self.put(Key='k')",
    ['s3:PutObject {Key: "k"}'],
  ],
  ['a name that is set twice', `${S3}put = s3.put_object\nif x:\n  put = other\nput(Key='k')`, []],
  [
    'a method of a client made elsewhere',
    "import boto3\nfrom x import s3_client\nput = s3_client.put_object\nput(Bucket='b')",
    ['s3:PutObject {Bucket: "b"}'],
  ],
  ['a method by its name', `${S3}getattr(s3, 'put_object')(Key='k')`, ['s3:PutObject {Key: "k"}']],
  [
    'a method by a name of its own',
    `${S3}put = getattr(s3, "put_" + "object")\nput(Key='k')`,
    ['s3:PutObject {Key: "k"}'],
  ],
  ['a method by an unknown name', `${S3}getattr(s3, name)(Key='k')`, []],
  ['a module’s function', "import requests as r\nget = r.get\nget('u')", ['python:requests.get {0: "u"}']],
  [
    'a partial that is called by name',
    `${S3}put = partial(s3.put_object, Bucket='b', Key='k')\nput(Key='l', Body=b)`,
    ['s3:PutObject {Bucket: "b", Key: "l", Body: ?}'],
  ],
  [
    'a partial called where it is made, of functools by another name',
    "import functools as f, requests\nf.partial(requests.get, 'u')(verify=False)",
    ['python:requests.get {0: "u", verify: false}'],
  ],
  [
    'a partial of a partial',
    `${S3}a = partial(s3.upload_file, 'f')\nb = partial(a, 'bucket', ExtraArgs={'SSEKMSKeyId': 'x'})\nb('key')`,
    ['s3:PutObject {Filename: "f", Bucket: "bucket", Key: "key", SSEKMSKeyId: "x"}'],
  ],
  [
    'a partial that others call',
    `${S3}put = partial(s3.put_object, Key='k')\npool.map(put, items)`,
    ['s3:PutObject {Key: "k", …}'],
  ],
  [
    'a partial of unknown arguments',
    `${S3}put = partial(s3.put_object, **given)\nput(Key='k')`,
    ['s3:PutObject {Key: "k", …}'],
  ],
  [
    'a partial that an executor is given',
    `${S3}put = partial(s3.put_object, Key='k')\npool.submit(put, Body=b)`,
    ['s3:PutObject {Key: "k", Body: ?}'],
  ],
  [
    'what an executor is given',
    "import requests\npool.submit(requests.get, 'u', verify=False)",
    ['python:requests.get {0: "u", verify: false}'],
  ],
  [
    'what a loop is given',
    "import boto3\ns = boto3.client('s3')\nloop.run_in_executor(None, s.upload_file, 'f', 'b', 'k')",
    ['s3:PutObject {Filename: "f", Bucket: "b", Key: "k"}'],
  ],
  [
    'what a thread is given',
    "import asyncio, boto3\ns = boto3.client('s3')\nasync def f():\n  await asyncio.to_thread(s.put_object, Key='k')",
    ['s3:PutObject {Key: "k"}'],
  ],
  [
    'a client made by a partial',
    "import boto3\nfrom functools import partial\nmake = partial(boto3.client, 's3')\nmake(region_name='r').put_object(Key='k')",
    ['s3:PutObject {Key: "k"}'],
  ],
  ['a partial of a function of one’s own', 'from functools import partial\nimport boto3\nf = partial(g, 1)\nf()', []],
  ['another partial', 'import requests\nfrom x import partial\npartial(requests.get, verify=False)', []],
  ['forms that are submitted', "import requests\nform.submit('a', b=1)\nform.submit()\nform.submit(", []],
  ['half-typed', `${S3}put = partial(\nput(Key='k'`, []],
  ['a name that hangs on itself', 'import boto3\na = partial(a, 1)\nf = f.g\nf()', []],
];

const HEAD = 'import requests\nfrom functools import partial\n';

describe('python: what calls call', () => {
  for (const [name, code, expected] of CALLS) {
    it(name, () => {
      assert.deepEqual(resources(code), expected);
    });
  }

  it('says where everything stands', () => {
    const code = `${HEAD}get = partial(requests.get, verify=False)\nget("u", timeout=5)`;
    const called = unitOf([code]).resources[0];
    assert.ok(called);
    assert.deepEqual(places(code, called), ['get', 'get -> get', '"u" -> "u"', 'timeout -> 5']);
    assert.equal(called.span.start, code.indexOf('get("u"'));
    const [trace] = called.body.entries[0]?.value.trace ?? [];
    assert.equal(trace?.note, 'given by partial()');
    assert.equal(trace.place.span.start, code.indexOf('False'));
  });

  it('says where what is handed over stands', () => {
    const code = `${HEAD}pool.map(partial(requests.get, verify=False), urls)`;
    const handed = unitOf([code]).resources[0];
    assert.ok(handed);
    assert.deepEqual(places(code, handed), ['get', 'verify -> False']);
    assert.equal(code.slice(handed.span.start, handed.span.end), 'partial(requests.get, verify=False)');
  });

  it('changes what a partial has given where that stands', () => {
    const code = `${HEAD}get = partial(requests.get, verify=False)\nget("u")`;
    const removed = code.replace(', verify=False', '');
    assert.equal(edited(code, 'python:requests.get', setting('verify', true)), code.replace('False', 'True'));
    assert.equal(edited(code, 'python:requests.get', { kind: 'remove', path: pathOf('verify') }), removed);
  });

  it('adds to the call, and to a partial that others call', () => {
    const called = `${S3}put = partial(s3.put_object, Key='k')\nput(Body=b)`;
    assert.equal(
      edited(called, 's3:PutObject', setting('Bucket', 'b')),
      called.replace('Body=b)', "Body=b, Bucket='b')"),
    );
    const handed = `${S3}pool.map(partial(s3.put_object, Key='k'), items)`;
    assert.equal(edited(handed, 's3:PutObject', setting('Bucket', 'b')), handed.replace("'k')", "'k', Bucket='b')"));
  });

  it('changes positional arguments by their place in the end', () => {
    const code = `${HEAD}get = partial(requests.get, "http://a")\nget()`;
    assert.equal(edited(code, 'python:requests.get', setting('0', 'https://a')), code.replace('http:', 'https:'));
    const handed = `${HEAD}pool.submit(requests.get, "http://a")`;
    assert.equal(edited(handed, 'python:requests.get', setting('0', 'https://a')), handed.replace('http:', 'https:'));
  });
});
