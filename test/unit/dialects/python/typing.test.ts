// Half-typed and odd code: no throw, no place outside of the text, and what is complete is still found.
import assert from 'node:assert/strict';
import type { Tree } from '@lezer/common';
import { python } from '../../../../server/dialects/python/index';
import type { Resource } from '../../../../server/core/resource';
import { resources, unitOf } from './helper';

const SCRIPT = `import boto3, os
from sagemaker.estimator import Estimator
from aws_cdk import aws_s3 as s3
c = boto3.client('s3', verify=False)
if os.environ.get('A'):
    params = {'Bucket': 'b', **{'Key': f"a{1}b"}}
else:
\tparams = dict(Bucket="b")
params['SSEKMSKeyId'] = lambda x: [y for y in x]
def f(a, *b, q=1, **d):
    try:
        c.put_object(**params)
    except (E, F) as e:
        print "python 2", e
    return match
class A(B):
    def __init__(self): self.k = s3.Bucket(self, 'x', encryption=s3.BucketEncryption.KMS)
    async def g(self):
        async with x() as y: await y.z(self.k.bucket_arn)
e = Estimator('i', role=r, encrypt_inter_container_traffic=not True)
e.fit({'train': 's3://a'}); c.put_object(Body=open('f').read()[1:2], Key='%s/%d' % (a, 3))
match x:
    case {'a': 1}: pass
x: int = 255.
y = (z := 3)
c.put_object(Key='last')
`;

function assertSound(text: string, resource: Resource): void {
  const { span, head, body } = resource;
  assert.ok(
    0 <= span.start && span.start <= head.start && head.end <= span.end && span.end <= text.length,
    resource.id,
  );
  for (const entry of body.entries) {
    assert.ok(entry.keySpan.start >= span.start - 1 || entry.keySpan.start >= 0);
    assert.ok(entry.value.span.start <= entry.value.span.end && entry.value.span.end <= text.length);
  }
}

describe('python: half-typed code', () => {
  it('finds what is complete in odd code', () => {
    const found = resources(SCRIPT).map((r) => r.split(' ')[0]);
    assert.deepEqual(found, [
      's3:PutObject',
      'aws-s3.Bucket',
      'sagemaker-sdk:Estimator',
      'sagemaker-sdk:Estimator.fit',
      's3:PutObject',
      's3:PutObject',
    ]);
  });

  it('survives every prefix', () => {
    for (let i = 0; i <= SCRIPT.length; i += 3) {
      const text = SCRIPT.slice(0, i);
      for (const resource of unitOf([text]).resources) assertSound(text, resource);
    }
  });

  it('survives every character left out', () => {
    for (let i = 0; i < SCRIPT.length; i += 5) {
      const text = SCRIPT.slice(0, i) + SCRIPT.slice(i + 1);
      for (const resource of unitOf([text]).resources) assertSound(text, resource);
    }
  });

  it('reads a changed text from its earlier version as if from nothing', () => {
    const before = python.read({ uri: 'a', path: 'a.py', text: SCRIPT });
    for (const at of [50, 200, 400, 700]) {
      const text = `${SCRIPT.slice(0, at)}\n\nx = 1\n${SCRIPT.slice(at)}`;
      const again = python.read({ uri: 'a', path: 'a.py', text }, before);
      const fresh = python.read({ uri: 'a', path: 'a.py', text });
      assert.ok(again.tree && fresh.tree);
      assert.deepEqual(nodesOf(again.tree), nodesOf(fresh.tree));
    }
  });

  const half: readonly (readonly [string, readonly string[]])[] = [
    ["import boto3\nboto3.client('x').put_it(", ['x:PutIt {}']],
    ["import boto3\nboto3.client('x').put_it(A=", ['x:PutIt {A: ?}']],
    ["import boto3\nboto3.client('x').put_it(A='b", ['x:PutIt {A: "b"}']],
    ["import boto3\nboto3.client('x').put_it(A={'b': ", ['x:PutIt {A: {…}}']],
    ["import boto3\nc = boto3.client('x')\nc.put_it(A=1, B\nc.put_it(A=2)", ['x:PutIt {A: 1}', 'x:PutIt {A: 2}']],
    ["import boto3\nif x:\n\tc = boto3.client('x')\n        c.put_it(A=1)", ['x:PutIt {A: 1}']],
  ];
  for (const [text, expected] of half) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(resources(text), expected);
    });
  }

  const heavy: readonly (readonly [string, string])[] = [
    ['deep brackets', `import boto3\nx = ${'['.repeat(20_000)}`],
    ['deep dicts', `import boto3\nboto3.client('x').put_it(A=${"{'a':".repeat(3_000)}`],
    ['a long sum', `import boto3\nx = ${'a + '.repeat(20_000)}1\nboto3.client('x').put_it(A=x)`],
    [
      'a long chain of ifs',
      `import boto3\nx = {}\n${'if y:\n  x["a"] = x\n'.repeat(2_000)}boto3.client('x').put_it(**x)`,
    ],
    [
      'doubling',
      `import boto3\na0 = [1]\n${Array.from({ length: 60 }, (_, i) => `a${String(i + 1)} = [a${String(i)}, a${String(i)}]\n`).join('')}boto3.client('x').put_it(A=a60)`,
    ],
    [
      'methods that ask each other',
      `import boto3\nclass A:\n${Array.from({ length: 40 }, (_, i) => `  def m${String(i)}(self):\n    if x:\n      self.a = self.b\n      self.b = self.a\n`).join('')}  def g(self):\n    boto3.client('x').put_it(A=self.a)\n`,
    ],
    ['a long line of imports', `import boto3\n${'import '.repeat(100_000)}`],
  ];
  for (const [name, text] of heavy) {
    it(`stays quick: ${name}`, () => {
      const start = process.cpuUsage().user;
      python.claims('a.py', text);
      unitOf([text]);
      assert.ok((process.cpuUsage().user - start) / 1000 < 10_000);
    });
  }
});

describe('python: which files', () => {
  const texts: readonly (readonly [string, string, boolean])[] = [
    ['a.py', 'import boto3', true],
    ['a.py', 'from aws_cdk import aws_s3', true],
    ['a.py', 'import os, requests', true],
    ['a.py', "url = 'http://x'", true],
    ['a.py', 'from Crypto.Cipher import AES', true],
    ['a.py', 'import logging', false],
    ['a.py', 'print(1)  # requests', false],
    ['a.ts', 'import boto3', false],
    ['a.ipynb', '{"cells": [{"source": ["import boto3\\n"]}]}', true],
    ['a.ipynb', '{"cells": []}', false],
  ];
  for (const [path, text, expected] of texts) {
    it(`${path}: ${text}`, () => {
      assert.equal(python.claims(path, text), expected);
    });
  }
});

/** Every node's name and place, in order. */
function nodesOf(tree: Tree): readonly string[] {
  const nodes: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void nodes.push(`${name} ${String(from)}-${String(to)}`) });
  return nodes;
}
