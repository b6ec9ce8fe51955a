// What a suppression is, whoever's words it is written in.
import type { Span } from '../text';

/** Somebody's word that a finding is to be ignored. */
export interface Suppression {
  /** Whose form it is written in: `cipherlint`, `checkov`, `trivy`... */
  readonly tool: string;
  /** The file and the text of the word itself. */
  readonly source: string;
  readonly span: Span;
  /** How it is written down; decides how it is removed. */
  readonly form: Form;
  /** Ids or patterns as that tool writes them; `*` for all. */
  readonly ids: readonly string[];
  /** Where each id stands, in the order of `ids`; empty where that is not known. */
  readonly idSpans: readonly Span[];
  /** Where it holds: in the whole file, or for findings that stand in (or whose resource starts in) this range. */
  readonly scope: 'file' | Span;
  readonly reason: string | undefined;
  /** `YYYY-MM-DD`: it holds up to and including this day. */
  readonly until: string | undefined;
  /**
   * `resource` (as if left out): a finding also counts as in the range where its resource starts there. `calls`: also where a module call
   * on the way to it does. `place`: only the finding's own place counts.
   */
  readonly reach?: 'resource' | 'calls' | 'place';
  /** Everything but these ids is silenced; `ids` is then `*`. */
  readonly except?: readonly string[];
  /** Holds only for resources with these attributes: a dotted path and its value. */
  readonly attributes?: readonly { readonly path: string; readonly value: string }[];
  /** The file in which it holds, where that is another one than it is written in. */
  readonly holdsIn?: string;
  /** It is not honoured, because this word is wrong: what to write instead. */
  readonly misspelt?: { readonly span: Span; readonly instead: string };
}

/** `comment`: the span is a comment or a part of one. `metadata`: an item of a list. `call`: code. `file`: a file of its own. */
export type Form = 'comment' | 'metadata' | 'call' | 'file';

/** A suppression in a file for a whole repository: holds in the files that `holdsFor` names. */
export interface RepositorySuppression extends Omit<Suppression, 'scope' | 'holdsIn'> {
  /** Path relative to the root that the host uses, with `/`. */
  readonly holdsFor: (path: string) => boolean;
}
