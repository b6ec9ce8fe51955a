// What `aws_rds_cluster.main.engine` says: Terraform's resources give back the arguments that they are written with.
import { decide, inInstance, walk } from './path';
import type { Subject } from './facts';
import type { ConfigValue, RefValue } from './value';

/** Arguments that name another's argument are followed so far. */
const MAX_HOPS = 5;

/** The value of the argument that a reference names; undefined where it is none, or is not written. */
export function argumentOf(
  ref: RefValue,
  { resource, index, choose }: Pick<Subject, 'resource' | 'index' | 'choose'>,
): ConfigValue | undefined {
  if (resource.dialect !== 'terraform') return undefined;
  let value: ConfigValue | undefined = ref;
  for (let hops = 0; value?.kind === 'ref' && hops < MAX_HOPS; hops++) {
    const target: typeof resource | undefined = value.attribute === '' ? undefined : index.byId(value.target);
    if (target?.dialect !== 'terraform') return undefined;
    const inside = inInstance(value.instance, choose);
    value = decide(walk(target.body, [{ name: value.attribute, list: false }], inside)[0]?.value, inside);
  }
  return value?.kind === 'ref' ? undefined : value;
}
