// How CDK for Terraform names the resources of the AWS provider.

/** The Terraform type of a class of the AWS provider: `S3Bucket` gives `aws_s3_bucket`. */
export function terraformTypeOfClass(name: string): string {
  const snake = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  // Names that would collide with their own configuration types end in `A`.
  const plain = snake.replace(/_a$/, '');
  return plain.startsWith('data_aws_') ? `data.${plain.slice('data_'.length)}` : `aws_${plain}`;
}
