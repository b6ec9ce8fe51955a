// What every host starts from: the adapters, the kinds that the bundle carries, the version.
import type { KindIndex } from '../core/kind-index';
import type { Adapter } from '../core/resource';
import type { ReportedProblem } from '../report/model';
import type { Schema } from '../rules/schema-check';

export interface Engine {
  readonly adapters: readonly Adapter[];
  readonly kinds: KindIndex;
  readonly ruleIds: readonly string[];
  /** Of kind files, for those of a workspace. */
  readonly schema: Schema;
  /** What is wrong with rule files of the workspace. */
  readonly problems: readonly ReportedProblem[];
  readonly version: string;
}
