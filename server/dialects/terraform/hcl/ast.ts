// The syntax tree of HCL as the parser leaves it: every node knows its UTF-16 range, and half-typed text yields `missing` nodes.
import type { Problem } from '../../../core/resource';
import type { Span } from '../../../core/text';

export interface HclFile {
  readonly body: Body;
  readonly problems: readonly Problem[];
}

/** Attributes and blocks in the order in which they stand. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  /** From behind `{` to before `}`; the whole text for a file. */
  readonly span: Span;
}

export interface Attribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly value: Expression;
}

export interface Block {
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly Label[];
  /** From the type to behind `}`. */
  readonly span: Span;
  readonly body: Body;
  /** False while the closing brace is not typed yet. */
  readonly closed: boolean;
}

export interface Label {
  readonly text: string;
  /** The quotes included. */
  readonly span: Span;
}

export type Expression =
  | { readonly kind: 'literal'; readonly span: Span; readonly value: string | number | boolean | null }
  /** A quoted or heredoc template with at least one interpolation or directive; string parts are unescaped. */
  | { readonly kind: 'template'; readonly span: Span; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'variable'; readonly span: Span; readonly name: string }
  | { readonly kind: 'get'; readonly span: Span; readonly from: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly span: Span; readonly from: Expression; readonly key: Expression }
  /** `list[*]` and `list.*`; what follows is applied to every item. */
  | { readonly kind: 'splat'; readonly span: Span; readonly from: Expression }
  | {
      readonly kind: 'call';
      readonly span: Span;
      readonly name: string;
      readonly args: readonly Expression[];
      readonly expandLast: boolean;
    }
  | { readonly kind: 'tuple'; readonly span: Span; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly span: Span; readonly entries: readonly ObjectEntry[] }
  | {
      readonly kind: 'for';
      readonly span: Span;
      readonly into: 'tuple' | 'object';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly over: Expression;
      readonly key: Expression | undefined;
      readonly value: Expression;
      readonly when: Expression | undefined;
      readonly grouped: boolean;
    }
  | {
      readonly kind: 'conditional';
      readonly span: Span;
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | {
      readonly kind: 'binary';
      readonly span: Span;
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'unary'; readonly span: Span; readonly operator: '-' | '!'; readonly operand: Expression }
  | { readonly kind: 'paren'; readonly span: Span; readonly inner: Expression }
  /** Nothing is typed here yet, or what stands here can't be read. */
  | { readonly kind: 'missing'; readonly span: Span };

export interface ObjectEntry {
  /** A bare word is a literal here, as HCL reads it; `(expr)` stays an expression. */
  readonly key: Expression;
  readonly value: Expression;
  readonly span: Span;
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly span: Span; readonly text: string }
  | { readonly kind: 'interpolation'; readonly span: Span; readonly value: Expression }
  /** Kept flat: whether each has its end is for those to say who evaluate the template. */
  | { readonly kind: 'directive'; readonly span: Span; readonly head: Directive };

/** What stands in `%{ ... }`; `other` for what is no directive. */
export type Directive =
  | { readonly word: 'if'; readonly test: Expression }
  | {
      readonly word: 'for';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly over: Expression;
    }
  | { readonly word: 'else' | 'endif' | 'endfor' | 'other' };
