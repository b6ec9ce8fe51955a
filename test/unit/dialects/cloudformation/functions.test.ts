// Intrinsic functions: what each gives, in YAML and in JSON, and where the values stand.
import assert from 'node:assert/strict';
import { markValues, outline, plain, resolveText } from './outline';

const YAML = `Parameters:
  Size: {Type: Number, Default: 8}
  Empty: {Type: String, Default: ''}
  Open: {Type: String}
  Env: {Type: String, AllowedValues: [dev, prod]}
  Names: {Type: CommaDelimitedList, Default: 'a, b'}
  Ami: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /aws/ami}
Conditions:
  HasEmpty: !Not [!Equals [!Ref Empty, '']]
  IsBig: !Equals ['8', !Ref Size]
  IsProd: !Equals [!Ref Env, prod]
  IsTest: !Equals [!Ref Env, test]
  IsOpen: !Equals [!Ref Open, x]
  Both: !And [!Condition IsBig, !Condition IsOpen]
  Neither: !And [!Condition HasEmpty, !Condition IsOpen]
  Either: !Or [!Condition IsBig, !Condition IsOpen]
  Loop: !Not [!Condition Loop]
Mappings:
  Regions:
    us-east-1: {Encrypt: true, Name: one}
    eu-west-1: {Encrypt: false, Name: two}
  Stages:
    dev: {Encrypt: false}
    prod: {Encrypt: true}
`;
const JSON_TEXT = JSON.stringify({
  Parameters: {
    Size: { Type: 'Number', Default: 8 },
    Empty: { Type: 'String', Default: '' },
    Open: { Type: 'String' },
    Env: { Type: 'String', AllowedValues: ['dev', 'prod'] },
    Names: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Ami: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/aws/ami' },
  },
  Conditions: {
    HasEmpty: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Empty' }, ''] }] },
    IsBig: { 'Fn::Equals': ['8', { Ref: 'Size' }] },
    IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
    IsTest: { 'Fn::Equals': [{ Ref: 'Env' }, 'test'] },
    IsOpen: { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] },
    Both: { 'Fn::And': [{ Condition: 'IsBig' }, { Condition: 'IsOpen' }] },
    Neither: { 'Fn::And': [{ Condition: 'HasEmpty' }, { Condition: 'IsOpen' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsBig' }, { Condition: 'IsOpen' }] },
    Loop: { 'Fn::Not': [{ Condition: 'Loop' }] },
  },
  Mappings: {
    Regions: { 'us-east-1': { Encrypt: true, Name: 'one' }, 'eu-west-1': { Encrypt: false, Name: 'two' } },
    Stages: { dev: { Encrypt: false }, prod: { Encrypt: true } },
  },
});

/** The value of the property `P`: in YAML, in JSON, and what both give. */
interface Case {
  readonly name: string;
  readonly yaml: string;
  readonly json: string;
  readonly gives: string;
}

const CASES: readonly Case[] = [
  { name: 'Ref to a resource', yaml: '«!Ref Key»', json: '«{"Ref": "Key"}»', gives: 'ref Key' },
  { name: 'Ref in long form', yaml: '{Ref: Key}', json: '{"Ref": "Key"}', gives: 'ref Key' },
  { name: 'Ref to a default', yaml: '«!Ref Size»', json: '«{"Ref": "Size"}»', gives: '8' },
  { name: 'Ref to an empty default', yaml: '!Ref Empty', json: '{"Ref": "Empty"}', gives: '""' },
  {
    name: 'Ref to a parameter without default',
    yaml: '«!Ref Open»',
    json: '«{"Ref": "Open"}»',
    gives: 'unknown (parameter "Open" has no default)',
  },
  {
    name: 'Ref to a parameter with allowed values',
    yaml: '«!Ref Env»',
    json: '«{"Ref": "Env"}»',
    gives: 'one of parameter:Env\n    ? dev: "dev"\n    ? prod: "prod"',
  },
  { name: 'Ref to a list', yaml: '!Ref Names', json: '{"Ref": "Names"}', gives: '\n    - "a"\n    - "b"' },
  {
    name: 'Ref to a parameter of Systems Manager',
    yaml: '!Ref Ami',
    json: '{"Ref": "Ami"}',
    gives: 'unknown (parameter "Ami" is read from Systems Manager)',
  },
  { name: 'AWS::NoValue', yaml: '«!Ref AWS::NoValue»', json: '«{"Ref": "AWS::NoValue"}»', gives: 'null' },
  {
    name: 'a pseudo parameter',
    yaml: '«!Ref "AWS::Region"»',
    json: '«{"Ref": "AWS::Region"}»',
    gives: 'unknown (AWS::Region is known at deployment only)',
  },
  { name: 'GetAtt with a dot', yaml: '«!GetAtt Key.Arn»', json: '«{"Fn::GetAtt": "Key.Arn"}»', gives: 'ref Key.Arn' },
  {
    name: 'GetAtt of a list',
    yaml: '«!GetAtt [Key, Arn]»',
    json: '«{"Fn::GetAtt": ["Key", "Arn"]}»',
    gives: 'ref Key.Arn',
  },
  {
    name: 'GetAtt with several dots',
    yaml: '!GetAtt Nested.Outputs.Arn',
    json: '{"Fn::GetAtt": "Nested.Outputs.Arn"}',
    gives: 'ref Nested.Outputs.Arn',
  },
  {
    name: 'a half-typed GetAtt',
    yaml: '!GetAtt Key',
    json: '{"Fn::GetAtt": "Key"}',
    gives: 'unknown (Fn::GetAtt is not complete)',
  },
  { name: 'Sub without variables', yaml: '«!Sub text»', json: '«{"Fn::Sub": "text"}»', gives: '"text"' },
  { name: 'Sub of a default', yaml: '«!Sub "n-${Size}"»', json: '«{"Fn::Sub": "n-${Size}"}»', gives: '"n-8"' },
  {
    name: 'Sub with a literal',
    yaml: '!Sub "${!Size}-${Size}"',
    json: '{"Fn::Sub": "${!Size}-${Size}"}',
    gives: '"${Size}-8"',
  },
  {
    name: 'Sub of one reference',
    yaml: '«!Sub "${Key.Arn}"»',
    json: '«{"Fn::Sub": "${Key.Arn}"}»',
    gives: 'ref Key.Arn',
  },
  {
    name: 'Sub of parts that are not known',
    yaml: '«!Sub "arn:${AWS::Partition}:kms:${Key}"»',
    json: '«{"Fn::Sub": "arn:${AWS::Partition}:kms:${Key}"}»',
    gives: '"arn:" + <unknown (AWS::Partition is known at deployment only)> + ":kms:" + <ref Key>',
  },
  {
    name: 'Sub with its own variables',
    yaml: '«!Sub ["${a}-${b}", {a: 1, b: !Ref Key}]»',
    json: '«{"Fn::Sub": ["${a}-${b}", {"a": 1, "b": {"Ref": "Key"}}]}»',
    gives: '"1-" + <ref Key>',
  },
  { name: 'a half-typed Sub', yaml: '!Sub "${', json: '{"Fn::Sub": "${"}', gives: '"${"' },
  {
    name: 'If that hangs on a parameter',
    yaml: '«!If [IsProd, «!Ref Key», «x»]»',
    json: '«{"Fn::If": ["IsProd", «{"Ref": "Key"}», «"x"»]}»',
    gives: 'every of IsProd\n    ? true: ref Key\n    ? false: "x"',
  },
  {
    name: 'If that is true by default',
    yaml: '!If [IsBig, «yes», no]',
    json: '{"Fn::If": ["IsBig", «true», false]}',
    gives: 'true',
  },
  {
    name: 'If that is false by default',
    yaml: '!If [HasEmpty, x, «!Ref AWS::NoValue»]',
    json: '{"Fn::If": ["HasEmpty", "x", «{"Ref": "AWS::NoValue"}»]}',
    gives: 'null',
  },
  {
    name: 'If on what no allowed value equals',
    yaml: '!If [IsTest, 1, 2]',
    json: '{"Fn::If": ["IsTest", 1, 2]}',
    gives: '2',
  },
  {
    name: 'If on And with one part unknown',
    yaml: '!If [Both, 1, 2]',
    json: '{"Fn::If": ["Both", 1, 2]}',
    gives: 'every of IsOpen\n    ? true: 1\n    ? false: 2',
  },
  {
    name: 'If on And with one part false',
    yaml: '!If [Neither, 1, 2]',
    json: '{"Fn::If": ["Neither", 1, 2]}',
    gives: '2',
  },
  { name: 'If on Or with one part true', yaml: '!If [Either, 1, 2]', json: '{"Fn::If": ["Either", 1, 2]}', gives: '1' },
  {
    name: 'If on a condition that asks itself',
    yaml: '!If [Loop, 1, 2]',
    json: '{"Fn::If": ["Loop", 1, 2]}',
    gives: 'every of Loop\n    ? true: 1\n    ? false: 2',
  },
  {
    name: 'If in If',
    yaml: '«!If [IsProd, «1», «!If [IsOpen, «2», «3»]»]»',
    json: '«{"Fn::If": ["IsProd", «1», «{"Fn::If": ["IsOpen", «2», «3»]}»]}»',
    gives: 'every of IsProd\n    ? true: 1\n    ? false: every of IsOpen\n      ? true: 2\n      ? false: 3',
  },
  {
    name: 'a half-typed If',
    yaml: '!If [IsProd, 1]',
    json: '{"Fn::If": ["IsProd", 1]}',
    gives: 'unknown (Fn::If is not complete)',
  },
  {
    name: 'Join',
    yaml: '«!Join ["", ["arn:", !Ref Key, !Ref Size]]»',
    json: '«{"Fn::Join": ["", ["arn:", {"Ref": "Key"}, {"Ref": "Size"}]]}»',
    gives: '"arn:" + <ref Key> + "8"',
  },
  {
    name: 'Join of a list parameter',
    yaml: '!Join ["/", !Ref Names]',
    json: '{"Fn::Join": ["/", {"Ref": "Names"}]}',
    gives: '"a/b"',
  },
  {
    name: 'Join of what is not known',
    yaml: '!Join ["/", !GetAZs ""]',
    json: '{"Fn::Join": ["/", {"Fn::GetAZs": ""}]}',
    gives: 'unknown (the joined list is not known)',
  },
  { name: 'Select', yaml: '«!Select [1, [a, b]]»', json: '«{"Fn::Select": [1, ["a", "b"]]}»', gives: '"b"' },
  {
    name: 'Select of Split',
    yaml: '«!Select [0, !Split [":", "a:b"]]»',
    json: '«{"Fn::Select": [0, {"Fn::Split": [":", "a:b"]}]}»',
    gives: '"a"',
  },
  {
    name: 'Select beyond the end',
    yaml: '!Select [9, [a]]',
    json: '{"Fn::Select": [9, ["a"]]}',
    gives: 'unknown (the selected item is not known)',
  },
  {
    name: 'FindInMap with known keys',
    yaml: '«!FindInMap [Regions, us-east-1, Encrypt]»',
    json: '«{"Fn::FindInMap": ["Regions", "us-east-1", "Encrypt"]}»',
    gives: 'true',
  },
  {
    name: 'FindInMap by region',
    yaml: '«!FindInMap [Regions, !Ref AWS::Region, Encrypt]»',
    json: '«{"Fn::FindInMap": ["Regions", {"Ref": "AWS::Region"}, "Encrypt"]}»',
    gives: 'every of map:Regions:AWS::Region\n    ? us-east-1: true\n    ? eu-west-1: false',
  },
  {
    name: 'FindInMap by allowed values',
    yaml: '«!FindInMap [Stages, !Ref Env, Encrypt]»',
    json: '«{"Fn::FindInMap": ["Stages", {"Ref": "Env"}, "Encrypt"]}»',
    gives: 'one of parameter:Env\n    ? dev: false\n    ? prod: true',
  },
  {
    name: 'FindInMap without such a key',
    yaml: '!FindInMap [Stages, nope, Encrypt]',
    json: '{"Fn::FindInMap": ["Stages", "nope", "Encrypt"]}',
    gives: 'unknown (the mapping has no such value)',
  },
  {
    name: 'FindInMap with a default',
    yaml: '!FindInMap [Stages, nope, Encrypt, {DefaultValue: «5»}]',
    json: '{"Fn::FindInMap": ["Stages", "nope", "Encrypt", {"DefaultValue": «5»}]}',
    gives: '5',
  },
  { name: 'Base64', yaml: '«!Base64 text»', json: '«{"Fn::Base64": "text"}»', gives: '"text"' },
  {
    name: 'ImportValue',
    yaml: '«!ImportValue net»',
    json: '«{"Fn::ImportValue": "net"}»',
    gives: 'unknown (imported from another stack)',
  },
  { name: 'Length', yaml: '«!Length [1, 2]»', json: '«{"Fn::Length": [1, 2]}»', gives: '2' },
  {
    name: 'ToJsonString',
    yaml: '!ToJsonString {a: «1»}',
    json: '{"Fn::ToJsonString": {"a": «1»}}',
    gives: '\n    a: 1',
  },
  {
    name: 'Transform',
    yaml: '!Transform {Name: AWS::Include}',
    json: '{"Fn::Transform": {"Name": "AWS::Include"}}',
    gives: ' open',
  },
  {
    name: 'Transform among others',
    yaml: '{a: «1», Fn::Transform: {Name: AWS::Include}}',
    json: '{"a": «1», "Fn::Transform": {"Name": "AWS::Include"}}',
    gives: ' open\n    a: 1',
  },
  {
    name: 'ForEach among properties',
    yaml: '{"Fn::ForEach::L": [X, [a, b], {"k${X}": «!Ref X»}], z: «!Sub "${z}"»}',
    json: '{"Fn::ForEach::L": ["X", ["a", "b"], {"k${X}": «{"Ref": "X"}»}], "z": «{"Fn::Sub": "${z}"}»}',
    gives: '\n    ka: "a"\n    kb: "b"\n    z: ref z',
  },
  {
    name: 'ForEach over what is not known',
    yaml: '{"Fn::ForEach::L": [X, !Ref Open, {"k${X}": 1}], z: 1}',
    json: '{"Fn::ForEach::L": ["X", {"Ref": "Open"}, {"k${X}": 1}], "z": 1}',
    gives: ' open\n    z: 1',
  },
  {
    name: 'a function that does not exist',
    yaml: '{Fn::Nope: 1}',
    json: '{"Fn::Nope": 1}',
    gives: 'unknown (Fn::Nope is not evaluated)',
  },
  {
    name: 'NoValue in a list',
    yaml: '[«a», !Ref AWS::NoValue]',
    json: '[«"a"», {"Ref": "AWS::NoValue"}]',
    gives: '\n    - "a"',
  },
  {
    name: 'a dynamic reference',
    yaml: "«'{{resolve:secretsmanager:db}}'»",
    json: '«"{{resolve:secretsmanager:db}}"»',
    gives: '"{{resolve:secretsmanager:db}}"',
  },
  {
    name: 'a placeholder in quotes',
    yaml: '«"a{{ b }}"»',
    json: '«"a{{ b }}"»',
    gives: '"a" + <unknown ({{ b }} is filled in by another tool)>',
  },
];

describe('CloudFormation functions', () => {
  for (const { name, yaml, json, gives } of CASES) {
    const expected = `R AWS::X::Y\n  P: ${gives}`;
    const head = '{"Resources": {"R": {"Type": "AWS::X::Y", "Properties": {"P": ';
    it(`${name}, YAML`, () => {
      check(`${YAML}Resources:\n  R:\n    Type: AWS::X::Y\n    Properties:\n      P: ${yaml}\n`, expected);
    });
    it(`${name}, JSON`, () => {
      check(`${head}${json}}}}, ${JSON_TEXT.slice(1)}`, expected);
    });
  }
});

function check(marked: string, expected: string): void {
  const text = plain(marked);
  const unit = resolveText(text);
  assert.equal(outline(unit), expected);
  if (marked !== text) assert.equal(markValues(text, unit), marked);
}
