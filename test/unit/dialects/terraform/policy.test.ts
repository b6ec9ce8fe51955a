// Policy documents: the JSON that `aws_iam_policy_document` stands for.
import assert from 'node:assert/strict';
import { argument, resolveText, show } from './outline';

const FREE = '?(variable "free" has no default)';
const START = 'Version: "2012-10-17"';

const CASES: readonly (readonly [string, string, string])[] = [
  [
    'a statement of everything',
    'statement {\n sid = "s"\n effect = "Deny"\n actions = ["s3:*"]\n resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]\n principals {\n type = "AWS"\n identifiers = ["x"]\n }\n condition {\n test = "Bool"\n variable = "aws:SecureTransport"\n values = ["false"]\n }\n }',
    `{${START}, Statement: [{Effect: "Deny", Sid: "s", Action: ["s3:*"], Resource: [->aws_s3_bucket.b:arn, "<->aws_s3_bucket.b:arn>/*"], Principal: {AWS: ["x"]}, Condition: {Bool: {aws:SecureTransport: ["false"]}}}]}`,
  ],
  [
    'allows by default',
    'statement { actions = ["a:b"] }',
    `{${START}, Statement: [{Effect: "Allow", Action: ["a:b"]}]}`,
  ],
  [
    'everyone',
    'statement {\n principals {\n type = "*"\n identifiers = ["*"]\n }\n }',
    `{${START}, Statement: [{Effect: "Allow", Principal: "*"}]}`,
  ],
  [
    'not',
    'statement {\n not_actions = ["a:b"]\n not_resources = ["r"]\n not_principals {\n type = "AWS"\n identifiers = ["x"]\n }\n }',
    `{${START}, Statement: [{Effect: "Allow", NotAction: ["a:b"], NotResource: ["r"], NotPrincipal: {AWS: ["x"]}}]}`,
  ],
  [
    'blocks of one type and one test go together',
    'statement {\n principals {\n type = "AWS"\n identifiers = ["x"]\n }\n principals {\n type = "AWS"\n identifiers = ["y"]\n }\n condition {\n test = "Bool"\n variable = "a"\n values = [1]\n }\n condition {\n test = "Bool"\n variable = "b"\n values = [2]\n }\n }',
    `{${START}, Statement: [{Effect: "Allow", Principal: {AWS: ["x", "y"]}, Condition: {Bool: {a: [1], b: [2]}}}]}`,
  ],
  ['version and id', 'version = "2008-10-17"\n policy_id = "p"', '{Version: "2008-10-17", Id: "p", Statement: []}'],
  [
    'sources come first, overrides replace',
    'source_policy_documents = [data.aws_iam_policy_document.other.json, "{\\"Statement\\":{\\"Sid\\":\\"j\\"}}"]\n override_policy_documents = [jsonencode({ Statement = [{ Sid = "s", Effect = "Deny" }] })]\n statement {\n sid = "s"\n actions = ["a:b"]\n }',
    `{${START}, Statement: [{Effect: "Allow", Action: ["o:o"]}, {Sid: "j"}, {Sid: "s", Effect: "Deny"}]}`,
  ],
  [
    'unknown sources leave it open',
    'source_policy_documents = [var.free]\n statement { actions = ["a:b"] }',
    `{${START}, Statement: [{Effect: "Allow", Action: ["a:b"]}, ...]}`,
  ],
  [
    'unknown parts',
    'statement {\n effect = var.free\n actions = ["a:b"]\n principals {\n type = var.free\n identifiers = ["x"]\n }\n }',
    `{${START}, Statement: [{Effect: ${FREE}, Action: ["a:b"], Principal: {...}}]}`,
  ],
  [
    'lists in lists, as before Terraform 0.12',
    'statement {\n actions = ["${list("a:b", "a:c")}"]\n resources = ["x", "${var.free}"]\n principals {\n type = "AWS"\n identifiers = ["${list("x")}"]\n }\n }',
    `{${START}, Statement: [{Effect: "Allow", Action: ["a:b", "a:c"], Resource: ["x", ${FREE}], Principal: {AWS: ["x"]}}]}`,
  ],
  [
    'dynamic statements',
    'dynamic "statement" {\n for_each = var.free ? [1] : []\n content { actions = ["a:b"] }\n }',
    `(var.free ? true: {${START}, Statement: [{Effect: "Allow", Action: ["a:b"]}]} | false: {${START}, Statement: []})`,
  ],
  ['itself', 'source_policy_documents = [data.aws_iam_policy_document.it.json]', `{${START}, Statement: [...]}`],
];

describe('Terraform policy documents', () => {
  for (const [name, body, expected] of CASES) {
    it(name, () => {
      const text = `variable "free" {}\ndata "aws_iam_policy_document" "other" {\n  statement { actions = ["o:o"] }\n}\ndata "aws_iam_policy_document" "it" {\n${body}\n}\nresource "aws_a_b" "c" { policy = data.aws_iam_policy_document.it.json }`;
      assert.equal(show(argument(resolveText(text), 'aws_a_b.c', 'policy')), expected);
    });
  }

  it('stands where it is used, and its parts say where they are written', () => {
    const text =
      'data "aws_iam_policy_document" "p" {\n  statement { effect = "Deny" }\n}\nresource "aws_a_b" "c" {\n  policy = data.aws_iam_policy_document.p.json\n}';
    const policy = argument(resolveText(text), 'aws_a_b.c', 'policy');
    const use = 'data.aws_iam_policy_document.p.json';
    assert.equal(
      show(policy, text),
      `{Version: "2012-10-17"«${use}», Statement: [{Effect: "Deny"«${use}»}«${use}»]}«${use}»`,
    );
    const statements = policy?.kind === 'object' ? policy.entries[1]?.value : undefined;
    const statement = statements?.kind === 'list' ? statements.items[0] : undefined;
    const effect = statement?.kind === 'object' ? statement.entries[0]?.value : undefined;
    assert.deepEqual(
      effect?.trace?.map(({ place, note }) => [text.slice(place.span.start, place.span.end), note]),
      [['"Deny"', 'data.aws_iam_policy_document.p']],
    );
  });
});
