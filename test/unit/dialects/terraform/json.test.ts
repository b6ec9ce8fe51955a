// Terraform's JSON syntax, variable files in JSON, and plans.
import assert from 'node:assert/strict';
import type { Change } from '../../../../server/core/resource';
import { applyEdits } from '../../../../server/core/text';
import { terraform } from '../../../../server/dialects/terraform/index';
import { find, outline, resolveText, resolveTree, show, showObject, type Tree } from './outline';

interface Case {
  readonly name: string;
  readonly files: Tree;
  readonly expected: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'resources, data, providers, backends, modules',
    files: {
      'main.tf.json': JSON.stringify({
        '//': 'a comment',
        terraform: { backend: { s3: { encrypt: true } } },
        provider: { aws: [{ region: 'r' }, { region: 's', alias: 'x' }] },
        resource: { aws_a_b: { c: { x: 1 }, d: { y: [1, 'z'] } }, awscc_k_l: { m: {} } },
        data: { aws_kms_alias: { a: { name: 'n' } } },
        module: { m: { source: './m', name: 'q' } },
      }),
      'm/main.tf': 'variable "name" {}\nresource "aws_a_b" "c" { n = var.name }',
    },
    expected: [
      'terraform.backend.s3 {encrypt: true}',
      'provider.aws {region: "r"}',
      'provider.aws.x {region: "s", alias: "x"}',
      'aws_a_b.c {x: 1}',
      'aws_a_b.d {y: [1, "z"]}',
      'awscc_k_l.m {}',
      'data.aws_kms_alias.a {name: "n"}',
      'module.m.aws_a_b.c {n: "q"}',
    ],
  },
  {
    name: 'nested blocks are objects or lists of them; maps stay maps',
    files: {
      'x.tf.json':
        '{"resource": {"aws_a_b": {"c": {"one": {"in": {"x": 1}}, "many": [{"x": 1}, {"x": 2}], "tags": {"k": "v"}}}}}',
    },
    expected: ['aws_a_b.c {one: [{in: [{x: 1}]}], many: [{x: 1}, {x: 2}], tags: {k: "v"}}'],
  },
  {
    name: 'arguments of a module are never blocks',
    files: { 'x.tf.json': '{"module": {"m": {"source": "far/away/aws", "listeners": {"web": {"port": 80}}}}}' },
    expected: ['module.m (module.far/away/aws) {source: "far/away/aws", listeners: {web: {port: 80}}}'],
  },
  {
    name: 'expressions in strings',
    files: {
      'x.tf.json':
        '{"variable": {"v": {"default": "d"}, "f": {}}, "locals": {"l": "${var.v}!"}, "resource": {"aws_a_b": {"c": {"a": "${local.l}", "b": "x-${var.v}", "c": "$${no}", "d": "${var.f ? \\"y\\" : \\"n\\"}", "e": "plain"}}}}',
    },
    expected: ['aws_a_b.c {a: "d!", b: "x-d", c: "${no}", d: (var.f ? true: "y" | false: "n"), e: "plain"}'],
  },
  {
    name: 'dynamic blocks and a list at every level',
    files: {
      'x.tf.json':
        '{"resource": [{"aws_a_b": [{"c": [{"dynamic": {"rule": {"for_each": [1, 2], "content": {"n": "${rule.value}"}}}}]}]}]}',
    },
    expected: ['aws_a_b.c {rule: [{n: 1}, {n: 2}]}'],
  },
  {
    name: 'comments, a byte order mark, and text that is not finished',
    files: { 'x.tf.json': '\uFEFF// hello\n{"resource": {"aws_a_b": {"c": {"x": 1, "y": }, "d": {"z": ' },
    expected: ['aws_a_b.c {x: 1}', 'aws_a_b.d {}'],
  },
];

const PLAN = JSON.stringify({
  format_version: '1.2',
  terraform_version: '1.9.0',
  planned_values: {
    root_module: {
      resources: [
        {
          address: 'aws_kms_key.k',
          mode: 'managed',
          type: 'aws_kms_key',
          name: 'k',
          values: { enable_key_rotation: null },
        },
        {
          address: 'aws_a_b.c[0]',
          mode: 'managed',
          type: 'aws_a_b',
          name: 'c',
          index: 0,
          values: { x: 1, tags: { k: 'v' }, rule: [{ n: true }] },
        },
      ],
      child_modules: [
        {
          address: 'module.m',
          resources: [{ address: 'module.m.aws_a_b.d', mode: 'managed', type: 'aws_a_b', name: 'd', values: {} }],
        },
      ],
    },
  },
  resource_changes: [
    {
      address: 'aws_a_b.c[0]',
      change: {
        actions: ['create'],
        after_unknown: { arn: true, kms: true, tags: {}, rule: [{ key: true, n: false }] },
      },
    },
    { address: 'module.m.aws_a_b.d', change: { after_unknown: { bucket: true } } },
  ],
  configuration: {
    root_module: {
      resources: [
        {
          address: 'aws_a_b.c',
          expressions: {
            kms: { references: ['aws_kms_key.k.arn', 'aws_kms_key.k'] },
            rule: [{ key: { references: ['aws_kms_key.k.id'] } }],
          },
        },
      ],
      module_calls: {
        m: {
          module: {
            resources: [
              {
                address: 'aws_a_b.d',
                expressions: { bucket: { references: ['aws_s3_bucket.b.id', 'aws_s3_bucket.b'] } },
              },
            ],
          },
        },
      },
    },
  },
});

describe('Terraform in JSON', () => {
  for (const { name, files, expected } of CASES) {
    it(name, () => {
      assert.deepEqual(outline(resolveTree(files)), expected);
    });
  }

  it('keeps the comment of a resource as metadata', () => {
    const unit = resolveTree({
      'x.tf.json': '{"resource": {"aws_a_b": {"c": {"//": {"cipherlint": {"ignore": "x"}}, "x": 1}}}}',
    });
    const { metadata, body } = find(unit, 'aws_a_b.c');
    assert.equal(show(metadata), '{cipherlint: {ignore: "x"}}');
    assert.equal(showObject(body), '{x: 1}');
  });

  it('changes configuration, but no plan', () => {
    const path = [{ name: 'x', list: false }];
    const change: Change = { kind: 'set', path, value: { kind: 'scalar', value: 2 } };
    const text = '{"resource": {"aws_a_b": {"c": {"x": 1}}}}';
    const unit = resolveTree({ 'x.tf.json': text });
    const result = terraform.edit(unit, find(unit, 'aws_a_b.c'), change);
    assert.equal(result.ok && applyEdits(text, result.edits), '{"resource": {"aws_a_b": {"c": {"x": 2}}}}');
    const plan = resolveTree({ 'plan.json': PLAN });
    assert.equal(terraform.edit(plan, find(plan, 'aws_kms_key.k'), change).ok, false);
  });
});

describe('Terraform plans', () => {
  it('are claimed by what they hold', () => {
    assert.equal(terraform.claims('out/plan.json', PLAN), true);
    assert.equal(terraform.claims('out/plan.json', '{"Resources": {}}'), false);
    assert.equal(terraform.unitFolder('out/plan.json'), undefined);
  });

  it('give planned values, references and unknowns', () => {
    assert.deepEqual(outline(resolveTree({ 'plan.json': PLAN })), [
      'aws_kms_key.k {enable_key_rotation: null}',
      'aws_a_b.c[0] {x: 1, tags: {k: "v"}, rule: [{n: true, key: ->aws_kms_key.k:id}], arn: ?(known only after apply), kms: ->aws_kms_key.k:arn}',
      'module.m.aws_a_b.d {bucket: ->module.m.aws_s3_bucket.b:id}',
    ]);
  });

  it('stand at their address', () => {
    const { head } = find(resolveTree({ 'plan.json': PLAN }), 'aws_a_b.c[0]');
    assert.equal(PLAN.slice(head.start, head.end), '"aws_a_b.c[0]"');
  });
});

describe('Terraform files', () => {
  const CLAIMS: readonly (readonly [string, boolean, string | undefined])[] = [
    ['main.tf', true, ''],
    ['a/b/main.tofu', true, 'a/b'],
    ['a/x.tf.json', true, 'a'],
    ['a/x.tofu.json', true, 'a'],
    ['a/x.tfvars', true, 'a'],
    ['a/x.tfvars.json', true, 'a'],
    ['a/package.json', false, undefined],
    ['a/.terraform.lock.hcl', false, undefined],
    ['a/x.tf.bak', false, undefined],
  ];
  for (const [path, claimed, folder] of CLAIMS) {
    it(path, () => {
      assert.equal(terraform.claims(path, '{}'), claimed);
      assert.equal(terraform.unitFolder(path), folder);
    });
  }

  it('are read once as long as their text is the same', () => {
    const source = { uri: 'mem:/main.tf', path: 'main.tf', text: 'locals {}' };
    const first = terraform.read(source);
    assert.equal(terraform.read({ ...source }, first), first);
    assert.notEqual(terraform.read({ ...source, text: 'locals { }' }, first), first);
  });

  it('pass the problems of their text on', () => {
    const unit = resolveText('resource "aws_a_b" "c" {\n  x = \n');
    assert.ok((unit.documents[0]?.problems.length ?? 0) > 0);
  });
});
