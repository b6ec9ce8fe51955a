// A rule file as a workspace may bring it, and a text that breaks its rule.

/** One kind with one rule, at the end of which further keys of the rule can be added. */
export const HOUSE_RULES = `kind: house.bucket
noun: bucket of our house
bind: { terraform: aws_s3_bucket }
facts:
  name: { terraform: bucket }
rules:
  - id: house-bucket-name
    title: The bucket is not called as our house calls buckets.
    why: Names with the prefix of our house tell who owns a bucket and its key.
    theme: key-management
    severity: high
    profile: baseline
    require: { name: { matches: '^house-' } }
`;

export const HOUSE_BUCKET = 'resource "aws_s3_bucket" "shop" {\n  bucket = "shop"\n}\n';

/** A kind of store that only the workspace knows. */
export const HOUSE_STORE = `kind: house.disk
noun: disk of our house
bind: { terraform: house_disk }
facts:
  encrypted: { default: false, terraform: encrypted }
store: { atRest: encrypted }
rules:
  - id: house-disk-unencrypted
    title: The disk stores its data unencrypted.
    why: Who gets hold of the disk reads everything on it.
    theme: at-rest
    severity: high
    profile: baseline
    require: { encrypted: true }
`;

export const HOUSE_DISK = 'resource "house_disk" "orders" {\n  encrypted = false\n}\n';
