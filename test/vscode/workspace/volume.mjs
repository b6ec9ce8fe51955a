// Makes a volume by the AWS SDK.
import { CreateVolumeCommand, EC2Client } from '@aws-sdk/client-ec2';

export const made = new EC2Client({}).send(
  new CreateVolumeCommand({ AvailabilityZone: 'eu-west-1a', Encrypted: false }),
);
