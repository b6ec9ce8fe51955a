// Whether an EC2 instance type, or SageMaker's type of the same name, comes with local NVMe storage, which its own hardware encrypts.
import type { Sighting } from '../facts';
import { HOLE } from '../json-text';
import { renderText } from '../path';
import type { Derivation } from './index';

/**
 * Families whose every size has instance store volumes; those with a `d` behind the generation (`m5d`, `g4dn`, `p4de`, `x2idn`) tell it by their name.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
const FAMILIES =
  'd2 d3 d3en dl1 f1 f2 g5 g6 g6e g7e gr6 h1 i2 i3 i3en i4g i4i i7i i7ie i8g i8ge im4gn is4gen p5 p5e p5en p6-b200 p6-b300 p6e-gb200 trn1 trn1n trn2 trn2u';
const LOCAL = new Set(FAMILIES.split(' '));
const DISK_IN_NAME = /^[a-z]+\d+[a-z]*d[a-z]*$/;

/** `from: [instanceType]`. Gives `true` or `false` for every type that is written; what is not known stays so. */
export const localStorage: Derivation = ({ inputs }) => (inputs[0] ?? []).map(toAnswer);

function toAnswer(sighting: Sighting): Sighting {
  const { value } = sighting;
  if (!value) return sighting;
  const text = value.kind === 'scalar' ? String(value.value) : renderText(value);
  const family = familyOf(text) ?? HOLE;
  if (family.includes(HOLE) || (value.kind !== 'scalar' && value.kind !== 'text')) return unknown(sighting);
  const has = LOCAL.has(family) || DISK_IN_NAME.test(family);
  return { ...sighting, value: { ...value, kind: 'scalar', value: has } };
}

/** `m5d` of `ml.m5d.large`, and of CDK's `InstanceClass.M5D`; CDK's longer names for families (`STANDARD5_NVME_DRIVE`) are not known. */
function familyOf(text: string | undefined): string | undefined {
  const [, member] = /^InstanceClass\.(\w+)$/.exec(text ?? '') ?? [];
  if (member === undefined) return text?.replace(/^ml\./, '').split('.')[0];
  return /^(?!IO)(?:[A-Z]{1,2}|INF|TRN)\d[A-Z\d]*$/.test(member) ? member.toLowerCase() : undefined;
}

function unknown(sighting: Sighting): Sighting {
  const reason = 'whether a key is accepted hangs on the instance type, which is not known here';
  return { ...sighting, value: { kind: 'unknown', span: sighting.at, reason } };
}
