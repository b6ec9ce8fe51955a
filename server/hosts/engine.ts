// What every host starts from: the adapters, the kinds that the bundle carries, the version.
import type { KindIndex } from '../core/kind-index';
import type { Adapter } from '../core/resource';

export interface Engine {
  readonly adapters: readonly Adapter[];
  readonly kinds: KindIndex;
  readonly ruleIds: readonly string[];
  readonly version: string;
}
