// Conditions that can't be decided: what asks the same takes the same branch, and what exists knows why.
import assert from 'node:assert/strict';
import { outline, resolveText } from './outline';

const CONDITIONS = `Parameters:
  Env: {Type: String}
  Key: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Equals [!Ref Env, dev]
  HasKey: !Not [!Equals [!Ref Key, '']]
  NoKey: !Equals ['', !Ref Key]
  NotProd: !Not [!Condition IsProd]
  ProdWithKey: !And [!Condition IsProd, !Condition HasKey]
  ProdOrKey: !Or [!Condition IsProd, !Condition HasKey]
  Never: !And [!Condition HasKey, !Condition NoKey]
  Loop: !And [!Condition IsProd, !Condition Loop]
`;

const VALUES: readonly { readonly name: string; readonly value: string; readonly expected: string }[] = [
  {
    name: 'a condition and its opposite',
    value: '!If [IsProd, 1, !If [NotProd, 2, 3]]',
    expected: 'every of IsProd\n    ? true: 1\n    ? false: 2',
  },
  {
    name: 'the same comparison under two names, one of them negated, its sides the other way round',
    value: '!If [NoKey, 1, !If [HasKey, 2, 3]]',
    expected: 'every of HasKey\n    ? true: 2\n    ? false: 1',
  },
  {
    name: 'a parameter has one value',
    value: '!If [IsProd, !If [IsDev, 1, 2], 3]',
    expected: 'every of IsProd\n    ? true: 2\n    ? false: 3',
  },
  {
    name: 'And is asked one by one',
    value: '!If [ProdWithKey, 1, !If [IsProd, 2, 3]]',
    expected: 'every of IsProd\n    ? true: every of HasKey\n      ? true: 1\n      ? false: 2\n    ? false: 3',
  },
  {
    name: 'Or is asked one by one',
    value: '!If [ProdOrKey, 1, !If [HasKey, 2, 3]]',
    expected: 'every of IsProd\n    ? true: 1\n    ? false: every of HasKey\n      ? true: 1\n      ? false: 3',
  },
  {
    name: 'what contradicts itself is never true',
    value: '!If [Never, 1, 2]',
    expected: 'every of HasKey\n    ? true: 2\n    ? false: 2',
  },
  {
    name: 'a condition that asks itself is known by its name',
    value: '!If [Loop, 1, 2]',
    expected: 'every of Loop\n    ? true: 1\n    ? false: 2',
  },
  {
    name: 'deep inside of a branch',
    value: '!If [IsProd, {A: [!If [NotProd, 1, 2]]}, 3]',
    expected: 'every of IsProd\n    ? true: \n      A: \n        - 2\n    ? false: 3',
  },
];

const EXISTING: readonly { readonly condition: string; readonly value: string; readonly expected: string }[] = [
  { condition: 'IsProd', value: '!If [IsProd, 1, 2]', expected: '1' },
  { condition: 'NotProd', value: '!If [IsProd, 1, 2]', expected: '2' },
  { condition: 'IsProd', value: '!If [IsDev, 1, 2]', expected: '2' },
  { condition: 'IsDev', value: '!If [NotProd, 1, 2]', expected: '1' },
  { condition: 'ProdWithKey', value: '!If [NoKey, 1, 2]', expected: '2' },
  { condition: 'ProdOrKey', value: '!If [NoKey, 1, 2]', expected: 'every of HasKey\n    ? true: 2\n    ? false: 1' },
];

describe('CloudFormation conditions', () => {
  for (const { name, value, expected } of VALUES) {
    it(name, () => {
      const text = `${CONDITIONS}Resources:\n  R:\n    Type: AWS::X::Y\n    Properties:\n      P: ${value}\n`;
      assert.equal(outline(resolveText(text)), `R AWS::X::Y\n  P: ${expected}`);
    });
  }
  for (const { condition, value, expected } of EXISTING) {
    it(`within a resource under ${condition}: ${value}`, () => {
      const text = `${CONDITIONS}Resources:\n  R:\n    Type: AWS::X::Y\n    Condition: ${condition}\n    Properties:\n      P: ${value}\n`;
      assert.equal(outline(resolveText(text)), `R AWS::X::Y (maybe)\n  P: ${expected}`);
    });
  }
  it('conditions by the hundred that ask each other stay bounded', () => {
    const names = Array.from({ length: 400 }, (_, i) => i);
    const conditions = names.map(
      (i) => `  C${String(i)}: !Or [!Equals [!Ref Env, e${String(i)}], !Condition C${String((i + 1) % 400)}]\n`,
    );
    const text = `Parameters: {Env: {Type: String}}\nConditions:\n${conditions.join('')}Resources:\n  R:\n    Type: AWS::X::Y\n    Properties:\n      P: !If [C0, 1, 2]\n`;
    const start = performance.now();
    resolveText(text);
    assert.ok(performance.now() - start < 1000);
  });
});
