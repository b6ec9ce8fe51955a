// A template with a bit of everything, for tests that change it.

export const YAML = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  First:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "\${AWS::StackName}-x"
  Typed:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: "aws:kms", KMSMasterKeyID: !GetAtt Key.Arn}
      Tags:
        - Key: 'a'
          Value: !If [IsProd, !Ref Env, !Ref AWS::NoValue]
      Text: |
        some text
  Last:
    Type: AWS::KMS::Key
    Properties: {EnableKeyRotation: true}
Outputs:
  Name: {Value: !Ref First}
`;
