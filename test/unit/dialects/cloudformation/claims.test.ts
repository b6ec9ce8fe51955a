// Which files are taken for templates.
import assert from 'node:assert/strict';
import { cloudformation } from '../../../../server/dialects/cloudformation/index';

const CLAIMS: readonly { readonly path: string; readonly text: string; readonly claimed: boolean }[] = [
  { path: 'a.yaml', text: 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n', claimed: true },
  { path: 'a.YML', text: 'Resources:\n  A:\n    Type: "AWS::S3::Bucket"\n', claimed: true },
  { path: 'a.template', text: '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}', claimed: true },
  { path: 'a.json', text: '{ "Resources" : { "A" : { "Type" :\n"Custom::Thing" } } }', claimed: true },
  { path: 'a.yaml.txt', text: "AWSTemplateFormatVersion: '2010-09-09'\nRes", claimed: true },
  { path: 'a.json', text: '{"AWSTemplateFormatVersion": "2010', claimed: true },
  { path: 'a.yaml', text: 'Transform: AWS::Serverless-2016-10-31\n', claimed: true },
  { path: 'a.yaml', text: 'Transform:\n  - AWS::LanguageExtensions\n  - AWS::Serverless-2016-10-31\n', claimed: true },
  { path: 'serverless.yml', text: 'resources:\n  Resources:\n    A:\n      Type: AWS::S3::Bucket\n', claimed: true },
  {
    path: 'serverless.yml',
    text: 'resources:\n  - Resources:\n      A:\n        Type: AWS::S3::Bucket\n',
    claimed: true,
  },
  { path: 'a.yaml', text: 'Resources:\r  A:\r    Type: AWS::S3::Bucket\r', claimed: true },
  { path: 'a.yaml', text: 'apiVersion: v1\nkind: Pod\nspec:\n  resources: {}\n', claimed: false },
  { path: 'a.yaml', text: 'resources:\n  - name: x\n    type: aws.s3\n', claimed: false },
  { path: 'a.json', text: '{"Resources": ["x"], "Type": "other"}', claimed: false },
  { path: 'a.py', text: 'x = {"AWSTemplateFormatVersion": "2010-09-09"}', claimed: false },
  { path: 'a.tf.json', text: '{"AWSTemplateFormatVersion": "2010-09-09"}', claimed: false },
  { path: 'a.yaml', text: '', claimed: false },
];

describe('CloudFormation claims', () => {
  for (const { path, text, claimed } of CLAIMS) {
    it(`${path} ${JSON.stringify(text).slice(0, 60)}`, () => {
      assert.equal(cloudformation.claims(path, text), claimed);
    });
  }
});
