// Values: how names, branches, dicts built in steps and parameters lead to what a call gets, and the way that is shown.
import assert from 'node:assert/strict';
import { resources, unitOf } from './helper';

/** Code before the call, the argument, and what it is worth. */
const VALUES: readonly (readonly [string, string, string])[] = [
  ['', "'a' 'b'", '"ab"'],
  ['', "r'a\\n' + 'b\\x41'", '"a\\\\nbA"'],
  ['x = 1', "f'a{x}-{y}{{'", '"a1-{?}{"'],
  ['', '0x10', '16'],
  ['', '1_000 * 2', '2000'],
  ['', '-1', '-1'],
  ['', "'ab' * 3", '"ababab"'],
  ['', "'ab' * 100_000", '?'],
  ['', '255.5', '255.5'],
  ['', 'None', 'null'],
  ['', '(1, [2, True])', '[1, [2, true]]'],
  ['', "{'a': 1, **{'b': 2}, **c}", '{a: 1, b: 2, …}'],
  ['', "dict({'a': 1}, b=2)", '{a: 1, b: 2}'],
  ['', "1 if x else 'b'", '(1 | "b")'],
  ['x = y = 3', 'y', '3'],
  ['a, b = 1, 2', 'b', '2'],
  ['(a, b) = [1, 2]', 'a', '1'],
  ['x = 1\nx = 2', 'x', '2'],
  ['if t:\n  x = 1\nelse:\n  x = 2', 'x', '(1 | 2)'],
  ['x = 1\nif t:\n  x = 2', 'x', '(2 | 1)'],
  ['x = 1\nif t:\n  x = 2\n  raise Y', 'x', '1'],
  ['if a:\n  x = 1\nelif b:\n  x = 2\nelse:\n  x = 3', 'x', '(1 | (2 | 3))'],
  ['try:\n  x = 1\nexcept E:\n  x = 2', 'x', '(1 ? 2)'],
  ['with a() as b:\n  x = 1', 'x', '1'],
  ["d = {}\nd['a'] = 1\nd['b'] = {'c': 2}\nd['b']['e'] = 3", 'd', '{a: 1, b: {c: 2, e: 3}}'],
  ["d = {'a': 1}\nd.update({'b': 2}, c=3)\ndel d['a']", 'd', '{b: 2, c: 3}'],
  ["d = {'a': 1}\nif t:\n  d['k'] = 2", 'd', '{a: 1, k: (2 | null)}'],
  ['d = {}\nd[k()] = 1', 'd', '{…}'],
  ["d = {'a': {'b': [5]}}", "d['a']['b'][0]", '5'],
  ["d = {'a': 1}", "d.get('b', 7)", '7'],
  ['l = [1]\nl.append(2)\nl += [3]', 'l', '[1, 2, 3]'],
  ['', "'a{}-{x}'.format(1, x='y')", '"a1-y"'],
  ['', "'a%s-%d' % ('b', 2)", '"ab-2"'],
  ['import os', "os.environ['A']", '?'],
  ['import os', "os.environ.get('A', 'b')", '(? ? "b")'],
  ['', "input('x')", '?'],
  ['import json', "json.dumps({'a': True})", '{a: true}'],
  ['class C:\n  K = "k"', 'C.K', '"k"'],
  ['class C:\n  K: str = "k"\nc = C()', 'c.K', '"k"'],
  ['@dataclass\nclass C:\n  K: str = "k"\nc = C(K="z")', 'c.K', '"z"'],
  ['class C:\n  def __init__(self):\n    self.k = 4\nc = C()', 'c.k', '4'],
  ['class C(B):\n  def __init__(self):\n    self.k = 4\nc = C()', 'c.k', '4'],
  ['class C(B):\n  def f(self):\n    self.k = 4\nc = C()', 'c.k', '?'],
  ['class C(object):\n  def f(self):\n    self.k = 4\nc = C()', 'c.k', '4'],
  ['def f():\n  return 5', 'f()', '5'],
  ["def f(k=None):\n  return {'a': k} if k else {'b': 1}", "f('x')", '{a: "x", b: null}'],
  ["def f(k=None):\n  return {'a': k} if k else {'b': 1}", 'f()', '{a: null, b: 1}'],
  ['def f(k=None):\n  return 1 if k is None else 2', "f('x')", '2'],
  ['def f(k=None):\n  return 1 if k is not None else 2', 'f()', '2'],
  ['def f(k):\n  return 1 if k else 2', 'f(other)', '(1 | 2)'],
  ["d = {'a': 1}\nenrich(d)", 'd', '{a: 1, …}'],
  ["d = {'a': 1}\nprint(d)\nlog_it(d)\nx = f(d)", 'd', '{a: 1}'],
  ['k = 1\ndef f():\n  global k\n  k = 2', 'k', '?'],
  ["p.add_argument('--an-option', '-o', default='x')\na = p.parse_args()", 'a.an_option', '"x"'],
  ["p.add_argument('--b', dest='k', default=1)\na, _ = p.parse_known_args()", 'a.k', '1'],
  ["p.add_argument('--k')\na = p.parse_args()", 'a.k', '?'],
  ["p.add_argument('--k', default=None)\na = p.parse_args()", 'a.k', '?'],
  ["p.add_argument('--k', default=1)\nq.add_argument('--k', default=2)\na = p.parse_args()", 'a.k', '?'],
  ["p.add_argument('--k', default=1)\na = other()", 'a.k', '?'],
  [
    "from sagemaker.workflow.parameters import ParameterString\np = ParameterString(name='T', default_value='ml.m5.large')",
    'p',
    '"ml.m5.large"',
  ],
  ['from sagemaker.workflow.parameters import ParameterString', "ParameterString(name='T')", '?'],
  ['def f(k=5):\n  return k\nf()', 'f(6)', '6'],
  ["def f(k=5):\n  return {'a': k}\nf(6)\nf(k=7)", 'f()', '{a: 5}'],
  ["def f(more):\n  r = {'a': 1}\n  r.update(more)\n  return r\nf({})", "f({'a': 2})", '{a: 2}'],
  ["kms = boto3.client('kms')\nk = kms.create_key()", "k['KeyMetadata']['Arn']", '&kms:CreateKey.KeyMetadata.Arn'],
  ["k = boto3.client('kms').create_key().get('KeyMetadata')", "k['Arn']", '&kms:CreateKey.KeyMetadata.Arn'],
  ['x = x', 'x', '?'],
  ['x = y\ny = x', 'x', '?'],
  ['', 'a or 5', '(? ? 5)'],
  ['', "'' or 5", '5'],
  ['', '[x for x in y]', '[…]'],
  ['for x in [1, 2]:\n  pass', 'x', '((1 | 2) ? ?)'],
  ['', "{'a': 1, **({'b': 2} if t else None)}", '{a: 1, b: (2 | null)}'],
  ['', "{'a': 1, **({'b': 2} if t else c)}", '{a: 1, …}'],
  ['with (a() as b, c() as d,):\n  x = 1', 'x', '1'],
  ['with (\n  a(1,\n    2) as b,  # ) :\n  c(")") as d,\n):\n  x = 1', 'x', '1'],
  ['with a(\n  1\n) as (\n  b,\n  c,\n):\n  x = 1', 'x', '1'],
  ['with (a or b).c() as d:\n  x = 1', 'x', '1'],
  ['with (a() as b', '1', '1'],
  ['def f():\n  try:\n    x = 1\n    yield\n  finally:\n    y = f(x)\nx = 2', 'x', '2'],
];

describe('python: values', () => {
  for (const [before, argument, expected] of VALUES) {
    it(`${before.replaceAll('\n', '⏎')} ⇒ ${argument}`, () => {
      const found = resources(`import boto3\n${before}\nboto3.client('x').put_it(A=${argument})`);
      assert.deepEqual(
        found.filter((r) => r.startsWith('x:')),
        [`x:PutIt {A: ${expected}}`],
      );
    });
  }

  const PARAMETERS: readonly (readonly [string, string, string])[] = [
    ['def f(k):', 'f("x")', '"x"'],
    ['def f(a, k=1):', 'f(2)', '1'],
    ['def f(a, k=1):', 'f(2, 3)', '3'],
    ['def f(a, k=1):', 'f(2, k=4)', '4'],
    ['def f(k):', 'f(1)\nf(2)', '(1 | 2)'],
    ['def f(k="x"):', '', '"x"'],
    ['def f(k=None):', '', '?'],
    ['def f(k):', '', '?'],
    ['def f(k):', 'f(*a)', '?'],
    ['for k in [1, 2]:', '', '(1 | 2)'],
    ['for k, v in d.items():', '', '?'],
  ];
  for (const [head, calls, expected] of PARAMETERS) {
    it(`${head} ${calls.replaceAll('\n', '; ')} ⇒ ${expected}`, () => {
      const found = resources(`import boto3\n${head}\n  boto3.client('x').put_it(A=k)\n${calls}`);
      assert.deepEqual(found, [`x:PutIt {A: ${expected}}`]);
    });
  }

  it('moves a value to its use and says where it was decided', () => {
    const code = "import boto3\nKEY = 'k'\np = {'A': KEY}\nboto3.client('x').put_it(**p)";
    const entry = unitOf([code]).resources.find((r) => r.type === 'x:PutIt')?.body.entries[0];
    assert.ok(entry);
    assert.equal(entry.value.span.start, code.indexOf('p)'));
    assert.deepEqual(entry.keySpan, entry.value.span);
    const steps = entry.value.trace?.map((t) => [code.slice(t.place.span.start, t.place.span.end), t.note]);
    assert.deepEqual(steps, [
      ["'k'", '"KEY" is set here'],
      ['KEY', '"p" is set here'],
    ]);
  });

  it('lets names flow from cell to cell, and says in which file they were decided', () => {
    const unit = unitOf(
      ["import boto3\nc = boto3.client('x')\nk = 'a'", '%matplotlib inline\nc.put_it(A=k)'],
      'n.ipynb',
    );
    const call = unit.resources.find((r) => r.type === 'x:PutIt');
    assert.equal(call?.source, 'file:///1/n.ipynb');
    assert.equal(call.body.entries[0]?.value.trace?.[0]?.place.uri, 'file:///0/n.ipynb');
  });
});
