// Resources of a template: which there are, where they stand, what decided their values.
import assert from 'node:assert/strict';
import type { Unit } from '../../../../server/core/resource';
import type { Span } from '../../../../server/core/text';
import type { ConfigValue } from '../../../../server/core/value';
import { mark, outline, plain, resolveText, show } from './outline';

/** The spans that a case marks in its text. */
type Marks = (unit: Unit) => readonly Span[];

const spans: Marks = (unit) => unit.resources.map((resource) => resource.span);
const heads: Marks = (unit) => unit.resources.map((resource) => resource.head);
const problems: Marks = (unit) => unit.documents.flatMap((document) => document.problems.map(({ span }) => span));
const keys: Marks = (unit) => unit.resources.flatMap(({ body }) => body.entries.map(({ keySpan }) => keySpan));
const objectHeads: Marks = (unit) => unit.resources.flatMap(({ body }) => headsIn(body, false));

function headsIn(value: ConfigValue, own = true): readonly Span[] {
  if (value.kind === 'list') return value.items.flatMap((item) => headsIn(item));
  if (value.kind === 'choice') return value.options.flatMap((option) => headsIn(option.value));
  if (value.kind !== 'object') return [];
  return [...(own ? [value.head] : []), ...value.entries.flatMap((entry) => headsIn(entry.value))];
}

const MARKED: readonly { readonly name: string; readonly marks: Marks; readonly text: string }[] = [
  {
    name: 'a resource ends with its last value, not with the comments behind it',
    marks: spans,
    text: `Resources:
  # first
  «A:
    Type: AWS::X::A
    Properties:
      B: |
        text»

  # second
  «"B": {Type: AWS::X::B}»
Outputs:
  C: {Value: 1}
`,
  },
  {
    name: 'a resource in JSON begins with its key',
    marks: spans,
    text: '{"Resources": {«"A": {"Type": "AWS::X::A"}», "B": {"Properties": {}}}}',
  },
  {
    name: 'the type heads a resource, quotes included',
    marks: heads,
    text: 'Resources:\n  A:\n    Type: «AWS::X::A»\n  B:\n    Properties: {}\n    Type: «"AWS::X::B"»\n  C:\n    Type:\n',
  },
  {
    name: 'keys, quotes included',
    marks: keys,
    text: 'Resources:\n  A:\n    Type: AWS::X::A\n    Properties:\n      «B»: 1\n      «"C"»: 1\n      «D»:\n',
  },
  {
    name: 'a map is headed by its key, in a list by its own first key',
    marks: objectHeads,
    text: `Resources:
  A:
    Type: AWS::X::A
    Properties:
      «B»:
        «C»: {D: 1}
      E:
        - «F»: 1
          G: 2
        - !If [X, {«H»: 1}, {«I»: 1}]
      «J»: !If [X, {K: 1}, !Ref AWS::NoValue]
`,
  },
  {
    name: 'maps in JSON lists are headed by their first keys',
    marks: objectHeads,
    text: '{"Resources": {"A": {"Type": "AWS::X::A", "Properties": {"E": [{«"F"»: 1}, {«"G"»: 1, "H": 2}]}}}}',
  },
  {
    name: 'BOM, CRLF and tags',
    marks: spans,
    text: '\uFEFFResources:\r\n  «A:\r\n    Type: AWS::X::A\r\n    Properties:\r\n      B: !Ref C»\r\n',
  },
  {
    name: 'carriage returns alone',
    marks: heads,
    text: 'Resources:\r  A:\r    Type: «AWS::X::A»\r  B:\r    Type: «AWS::X::B»\r',
  },
  {
    name: 'a document marker and text behind the BOM',
    marks: heads,
    text: '\uFEFF---\nResources:\n  A:\n    Type: «AWS::X::A»\n',
  },
  {
    name: 'several documents',
    marks: heads,
    text: 'Resources:\n  A:\n    Type: «AWS::X::A»\n---\nResources:\n  B:\n    Type: «AWS::X::B»\n',
  },
  {
    name: 'a tab is a problem of its own resource',
    marks: heads,
    text: 'Resources:\n  A:\n    Type: «AWS::X::A»\n  B:\n\tType: AWS::X::B\n  C:\n    Type: «AWS::X::C»\n',
  },
  {
    name: 'a bracket that is not closed',
    marks: problems,
    text: 'Resources:\n  A:\n    Type: AWS::X::A\n    Properties:\n      B: [1, 2\n«»  C:\n    Type: AWS::X::C\n',
  },
  {
    name: 'lines of a template engine',
    marks: heads,
    text: 'Resources:\n{% if x %}\n  A:\n    Type: «AWS::X::A»\n{% endif %}\n  B:\n    Type: «AWS::X::B»\n',
  },
  {
    name: 'a word typed at the margin',
    marks: heads,
    text: 'Resources:\n  A:\n    Type: «AWS::X::A»\nBuck\n  B:\n    Type: «AWS::X::B»\n',
  },
  {
    name: 'a word typed in a section',
    marks: heads,
    text: 'Resources:\n  A:\n    Type: «AWS::X::A»\n  Buck\n  B:\n    Type: «AWS::X::B»\n',
  },
  {
    name: 'a word typed at the top of a section, too far in',
    marks: heads,
    text: 'Resources:\n    Buck\n  A:\n    Type: «AWS::X::A»\n  B:\n    Type: «AWS::X::B»\n',
  },
  {
    name: 'a map that begins on the section’s line',
    marks: heads,
    text: 'Resources: {\n  A: {\n    Type: «AWS::X::A»\n  },\n  B: { Type: «AWS::X::B» }\n}\n',
  },
  {
    name: 'Serverless Framework',
    marks: heads,
    text: 'service: x\nresources:\n  Conditions: {}\n  Resources:\n    A:\n      Type: «AWS::X::A»\n',
  },
  {
    name: 'Serverless Framework with a list',
    marks: heads,
    text: 'resources:\n- ${file(x.yml)}\n- Resources:\n    A:\n      Type: «AWS::X::A»\n- Resources:\n    B: {Type: «AWS::X::B»}\n',
  },
];

const OUTLINES: readonly { readonly name: string; readonly text: string; readonly gives: string }[] = [
  {
    name: 'conditions of resources',
    text: `Parameters: {On: {Default: 'no', Type: String}, Open: {Type: String}}
Conditions:
  Holds: !Equals [!Ref On, 'no']
  Fails: !Not [!Condition Holds]
  Maybe: !Equals [!Ref Open, x]
  Constant: !Equals [a, b]
Resources:
  A: {Type: AWS::X::A, Condition: Holds}
  B: {Type: AWS::X::A, Condition: Fails}
  C: {Type: AWS::X::A, Condition: Maybe}
  D: {Type: AWS::X::A, Condition: Missing}
  E: {Type: AWS::X::A, Condition: Constant}
`,
    gives: 'A AWS::X::A\nB AWS::X::A (maybe)\nC AWS::X::A (maybe)\nD AWS::X::A (maybe)\nE AWS::X::A (never)',
  },
  {
    name: 'loops of resources',
    text: `Resources:
  Fn::ForEach::Topics:
    - Name
    - [a-1, b]
    - 'Topic&{Name}':
        Type: AWS::SNS::Topic
        Properties: {TopicName: !Ref Name, Other: 'x-\${Name}', Key: !GetAtt 'Key\${Name}.Arn'}
`,
    gives: `Topica1 AWS::SNS::Topic
  TopicName: "a-1"
  Other: "x-a-1"
  Key: ref Keya-1.Arn
Topicb AWS::SNS::Topic
  TopicName: "b"
  Other: "x-b"
  Key: ref Keyb.Arn`,
  },
  {
    name: 'a loop over what is not known',
    text: `Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  Fn::ForEach::Topics: [Name, !Ref Names, {'T\${Name}': {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Name, Other: 'x-\${Name}'}}}]
`,
    gives:
      'T${Name} AWS::SNS::Topic (maybe)\n  TopicName: unknown (the values of "Name" are not known)\n  Other: unknown (the values of "Name" are not known)',
  },
  {
    name: 'SAM’s Globals',
    text: `Globals:
  Function:
    Runtime: nodejs20.x
    Timeout: 3
    Environment: {Variables: {A: 1, B: 1}}
    Layers: [x]
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Timeout: 9
      Environment: {Variables: {B: 2}}
      Layers: [y]
  S: {Type: AWS::Serverless::SimpleTable}
`,
    gives: `F AWS::Serverless::Function
  Timeout: 9
  Environment:${' '}
    Variables:${' '}
      B: 2
      A: 1
  Layers:${' '}
    - "x"
    - "y"
  Runtime: "nodejs20.x"
S AWS::Serverless::SimpleTable`,
  },
  {
    name: 'the APIs that SAM makes for events',
    text: `Transform: AWS::Serverless-2016-10-31
Globals:
  Api: {CacheClusterEnabled: true}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Own: {Type: Api, Properties: {RestApiId: !Ref Other}}
        Get: {Type: Api, Properties: {Path: /}}
        Put: {Type: Api, Properties: {Path: /}}
        Http: {Type: HttpApi}
  G:
    Type: AWS::Serverless::Function
    Properties:
      Events: {Again: {Type: Api}, Timer: {Type: Schedule}}
`,
    gives: `F AWS::Serverless::Function
  Events:${' '}
    Own:${' '}
      Type: "Api"
      Properties:${' '}
        RestApiId: ref Other
    Get:${' '}
      Type: "Api"
      Properties:${' '}
        Path: "/"
    Put:${' '}
      Type: "Api"
      Properties:${' '}
        Path: "/"
    Http:${' '}
      Type: "HttpApi"
G AWS::Serverless::Function
  Events:${' '}
    Again:${' '}
      Type: "Api"
    Timer:${' '}
      Type: "Schedule"
ServerlessRestApi AWS::Serverless::Api (maybe)
  CacheClusterEnabled: true
ServerlessHttpApi AWS::Serverless::HttpApi (maybe)`,
  },
  {
    name: 'an anchor and a merge key',
    text: `Resources:
  A:
    Type: AWS::X::A
    Properties: &p
      B: 1
      C: {D: 2}
  E:
    Type: AWS::X::A
    Properties:
      <<: *p
      B: 3
`,
    gives: 'A AWS::X::A\n  B: 1\n  C:\n    D: 2\nE AWS::X::A\n  B: 1\n  C:\n    D: 2\n  B: 3',
  },
  {
    name: 'YAML 1.1 booleans, numbers and dates',
    text: 'Resources:\n  A:\n    Type: AWS::X::A\n    Properties: {A: yes, B: No, C: on, D: "yes", E: 2012-10-17, F: True, G: 1.5, H: ~}\n',
    gives:
      'A AWS::X::A\n  A: true\n  B: false\n  C: "on"\n  D: "yes"\n  E: "2012-10-17"\n  F: true\n  G: 1.5\n  H: null',
  },
  {
    name: 'placeholders of a template engine and tags that nobody knows',
    text: 'Resources:\n  A:\n    Type: AWS::X::A\n    Properties:\n      B: {{ b }}\n      C: !Re D\n      E: 1\n',
    gives:
      'A AWS::X::A\n  B: unknown (a placeholder that another tool fills in)\n  C: unknown (the tag !Re is not known)\n  E: 1',
  },
  {
    name: 'variables of the Serverless Framework',
    text: 'resources:\n  Resources:\n    A:\n      Type: AWS::X::A\n      Properties:\n        B: ${self:custom.b}\n        C: c-${opt:stage}\n',
    gives:
      'A AWS::X::A\n  B: unknown (${self:custom.b} is filled in by another tool)\n' +
      '  C: "c-" + <unknown (${opt:stage} is filled in by another tool)>',
  },
  {
    name: 'two resources of one name',
    text: 'Resources:\n  A: {Type: AWS::X::A}\n  A: {Type: AWS::X::B}\n',
    gives: 'A@13/0 AWS::X::A\nA AWS::X::B',
  },
  {
    name: 'half-typed sections',
    text: '{"Resources": {"A": {"Type": "AWS::X::A", "Properties": {"B": , "C": 1, "D"}}, "E": {"Type": "AWS::X::E"',
    gives: 'A AWS::X::A\n  B: null\n  C: 1\n  D: null\nE AWS::X::E',
  },
];

describe('CloudFormation resources', () => {
  for (const { name, marks, text } of MARKED) {
    it(name, () => {
      assert.equal(mark(plain(text), marks(resolveText(plain(text)))), text);
    });
  }
  for (const { name, text, gives } of OUTLINES) {
    it(name, () => {
      assert.equal(trimmed(outline(resolveText(text))), trimmed(gives));
    });
  }

  it('Metadata goes along', () => {
    const [resource] = resolveText(
      'Resources:\n  A:\n    Type: AWS::X::A\n    Metadata: {aws:cdk:path: S/A}\n',
    ).resources;
    assert.ok(resource?.metadata);
    assert.equal(show(resource.metadata), '\naws:cdk:path: "S/A"');
  });

  it('what is missing in a resource is missing at its type', () => {
    const unit = resolveText('Resources:\n  A: {Type: AWS::X::A}\n  B: {Type: AWS::X::B, Properties: {C: 1}}\n');
    assert.deepEqual(
      unit.resources.map(({ body }) => body.head),
      unit.resources.map(({ head }) => head),
    );
  });
});

function trimmed(text: string): string {
  return text.replace(/ +$/gm, '');
}
