// Starting must not cost what is never used: a scan reads no kind that it does not meet.
import assert from 'node:assert/strict';
import { defaultSettings } from '../../../server/core/settings';
import { shownBy } from '../../../server/hosts/baseline-file';
import { scan } from '../../../server/hosts/scan';
import { allKinds } from '../../support/kinds';
import { memoryProject } from '../../support/memory-project';

describe('a scan of one file', () => {
  it('never asks for all kinds', () => {
    const kinds = {
      ...allKinds(),
      get kinds(): never {
        throw new Error('all kinds are read');
      },
    };
    const template = 'Resources:\n  Disk:\n    Type: AWS::EC2::Volume\n    Properties:\n      Encrypted: false\n';
    const settingsFor = (): typeof defaultSettings => defaultSettings;
    shownBy(kinds, settingsFor);
    const { findings } = scan(memoryProject({ 'a.yaml': template }, kinds), {
      version: '',
      root: '/',
      paths: ['a.yaml'],
      settingsFor,
      today: '2026-01-01',
      suppressions: true,
      unknown: false,
      fixes: true,
      stores: true,
    });
    assert.deepEqual(
      findings.map(({ rule }) => rule.id),
      ['ebs-volume-unencrypted'],
    );
  });
});
