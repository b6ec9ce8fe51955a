// The coverage command counts which properties of constructs are read.
import assert from 'node:assert/strict';
import { constructCoverage } from '../../../scripts/coverage/constructs';
import type { Control } from '../../../scripts/coverage/count';
import { allKinds } from '../../support/kinds';

const control = (id: string, kind: string, cloudformation: string, cdk: readonly string[]): Control => ({
  id,
  kind,
  service: '',
  names: { cloudformation: [cloudformation], terraform: [], sdk: [], cdk },
});

const CASES: readonly (readonly [name: string, control: Control, all: number, unread: readonly string[]])[] = [
  [
    'read inside a list and a factory',
    control('a', 'at-rest-switch', 'AWS::EC2::Instance.BlockDeviceMappings[].Ebs.Encrypted', [
      'aws-ec2.EbsDeviceOptions.encrypted',
    ]),
    1,
    [],
  ],
  [
    'read by no kind of the control',
    control('b', 'at-rest-switch', 'AWS::RDS::DBInstance.StorageEncrypted', [
      'aws-rds.Props.volume',
      'aws-rds.Props.x',
    ]),
    1,
    ['b: aws-rds.Props.volume; aws-rds.Props.x'],
  ],
  ['of no construct', control('c', 'at-rest-switch', 'AWS::RDS::DBInstance.StorageEncrypted', []), 0, []],
  ['not of the core', control('d', 'privacy', 'AWS::RDS::DBInstance.StorageEncrypted', ['aws-rds.Props.x']), 0, []],
];

describe('coverage of constructs', () => {
  for (const [name, each, all, unread] of CASES)
    it(`a property that is ${name}`, () => {
      assert.deepEqual(constructCoverage([each], allKinds().kinds), { all, unread });
    });
});
