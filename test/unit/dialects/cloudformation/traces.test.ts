// Values that were decided elsewhere say where.
import assert from 'node:assert/strict';
import type { Resource } from '../../../../server/core/resource';
import { entryOf, type ObjectValue } from '../../../../server/core/value';
import { resolveText, showTrace } from './outline';

const TRACED = `Parameters:
  Key: {Type: String, Default: alias/x}
  Open: {Type: String}
  Env: {Type: String, AllowedValues: [dev]}
Conditions:
  HasKey: !Equals [!Ref Key, '']
Mappings:
  M: {a: {b: yes}}
Globals:
  Function: {KmsKeyArn: arn}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      A: !Sub 'x-\${Key}'
      B: !Ref Open
      C: !Ref Env
      D: !If [HasKey, 1, 2]
      E: !FindInMap [M, a, b]
`;

const TRACES: readonly { readonly key: string; readonly steps: readonly string[] }[] = [
  { key: 'A', steps: ['default of parameter "Key" @ alias/x'] },
  { key: 'B', steps: ['parameter "Open" @ Open'] },
  { key: 'C', steps: ['allowed values of parameter "Env" @ [dev]'] },
  { key: 'D', steps: ['condition "HasKey" is false by default @ HasKey'] },
  { key: 'E', steps: ['mapping "M" @ yes'] },
  { key: 'KmsKeyArn', steps: ['from Globals @ arn'] },
];

describe('CloudFormation traces', () => {
  const body: ObjectValue | undefined = resolveText(TRACED).resources[0]?.body;
  for (const { key, steps } of TRACES) {
    it(key, () => {
      assert.deepEqual(showTrace(TRACED, body && entryOf(body, key)?.value.trace), steps);
    });
  }

  it('a global value stands at the resource’s type', () => {
    const resource: Resource | undefined = resolveText(TRACED).resources[0];
    assert.deepEqual(resource && entryOf(resource.body, 'KmsKeyArn')?.value.span, resource?.head);
  });
});
