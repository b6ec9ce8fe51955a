// Typing errors can't hide: the CloudFormation types and properties that kind files name are those of AWS's schemas.
import assert from 'node:assert/strict';
import { unknownPaths, unknownTypes } from '../../../scripts/coverage/names';
import { schemaKnows } from '../../../scripts/fixes/schema';
import { allKinds } from '../../support/kinds';

describe('names in kind files', () => {
  it('are those of CloudFormation types', () => {
    assert.deepEqual(unknownTypes(allKinds().kinds), []);
  });

  it('are those of their properties, for one type of the kind at least', () => {
    assert.deepEqual(unknownPaths(allKinds().kinds), []);
  });

  const CASES: readonly (readonly [path: string, known: boolean | undefined])[] = [
    ['AWS::RDS::DBInstance.StorageEncrypted', true],
    ['AWS::RDS::DBInstance.StorageEncryptd', false],
    ['AWS::S3::Bucket.BucketEncryption.ServerSideEncryptionConfiguration.BucketKeyEnabled', true],
    ['AWS::S3::Bucket.BucketEncryption.ServerSideEncryptionConfiguration.BucketKey', false],
    ['AWS::RDS::DBParameterGroup.Parameters.anything', true],
    ['AWS::RDS::DBInstanc.StorageEncrypted', undefined],
    ['AWS::Serverless::SimpleTable.SSESpecification.KMSMasterKeyId', true],
    ['AWS::Serverless::SimpleTable.SSESpecification.KMSMasterKey', false],
  ];
  for (const [path, known] of CASES)
    it(`${path} is ${known === undefined ? 'of no known type' : known ? 'known' : 'not known'}`, () => {
      const [type = '', ...names] = path.split('.');
      assert.equal(schemaKnows(type, names), known);
    });
});
