// What each tool's file says about its suppressions: where they stand, and how its ids are compared.
import type { Resource } from '../resource';
import type { Comment, FileContext } from './comments';
import type { Suppression } from './suppression';

/** One tool's way to write suppressions. Each reader is called only for what may hold one. */
export interface Peer {
  readonly tool: string;
  /** The names under which a rule's `equivalents` have this tool's ids. */
  readonly equivalents: readonly string[];
  /** Reads one comment. */
  readonly comment?: (comment: Comment, file: FileContext) => readonly Suppression[];
  /** Reads the Metadata of one resource. */
  readonly metadata?: (resource: Resource) => readonly Suppression[];
  /** Reads code or a whole text. */
  readonly text?: (file: FileContext) => readonly Suppression[];
  /** True where an id of a suppression means this equivalent; as if left out: the same but for case, `*` stands for anything. */
  readonly same?: (id: string, equivalent: string) => boolean;
}
