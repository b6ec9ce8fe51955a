// What is wrong with a suppression: it silences nothing, it has expired, or it names a rule that does not exist.
import type { KindIndex } from '../kind-index';
import type { Rule } from '../kind';
import type { Document, Unit } from '../resource';
import type { Span, TextEdit } from '../text';
import { namesRule, type SuppressionResult } from './index';
import { nearest } from './nearest';
import { idRemoval, removal } from './remove';
import type { Suppression } from './suppression';

export type ComplaintKind = 'stale-suppression' | 'expired-suppression' | 'unknown-rule' | 'misspelt-suppression';

/** A complaint about a suppression, at its words. */
export interface SuppressionComplaint {
  readonly kind: ComplaintKind;
  readonly source: string;
  readonly span: Span;
  readonly message: string;
  /** Ways out, best first. */
  readonly repairs: readonly { readonly title: string; readonly edit: TextEdit }[];
}

/**
 * Complaints about the suppressions of a unit. `used` is what `applySuppressions` says for every finding of the unit, the undecided ones
 * included. Another tool's words are only judged where every id is one of ours, too: else they may silence something over there.
 */
export function complaintsAbout(
  unit: Unit,
  suppressions: readonly Suppression[],
  used: SuppressionResult['used'],
  kinds: KindIndex,
  today: string,
): readonly SuppressionComplaint[] {
  if (suppressions.length === 0) return [];
  const rules = kinds.kinds.flatMap((kind) => kind.rules);
  const documents = new Map(unit.documents.map((document) => [document.source.uri, document]));
  return suppressions.flatMap((suppression) => {
    const document = documents.get(suppression.source);
    if (!document || suppression.form === 'file') return [];
    return [...about(suppression, document, unit, used.get(suppression), rules, today)];
  });
}

function about(
  suppression: Suppression,
  document: Document,
  unit: Unit,
  used: ReadonlySet<string> | undefined,
  rules: readonly Rule[],
  today: string,
): readonly SuppressionComplaint[] {
  if (suppression.misspelt) return [misspelt(suppression, suppression.misspelt)];
  const own = suppression.tool === 'cipherlint';
  const unknown = suppression.ids.filter(
    (id) => id !== '*' && !rules.some((rule) => namesRule(suppression.tool, id, rule)),
  );
  if (own && unknown.length > 0)
    return suppression.ids.flatMap((id, i) =>
      unknown.includes(id) ? [unknownRule(suppression, i, document, rules)] : [],
    );
  if (!own && (unknown.length > 0 || suppression.ids.includes('*') || suppression.ids.length === 0)) return [];
  if (suppression.until !== undefined && suppression.until < today) return [expired(suppression, document)];
  if (document.problems.length > 0 || mayNotExist(suppression, unit)) return [];
  if (!used) return [stale(suppression, document)];
  return own ? suppression.ids.flatMap((id, i) => (used.has(id) ? [] : staleId(suppression, i))) : [];
}

/** Nothing is judged in a resource that is not created, so nothing can be silenced there either. */
function mayNotExist({ scope, source }: Suppression, unit: Unit): boolean {
  return unit.resources.some(
    (resource) =>
      resource.exists === 'never' &&
      resource.source === source &&
      (scope === 'file' || (resource.span.start < scope.end && resource.span.end > scope.start)),
  );
}

function misspelt({ source, tool }: Suppression, wrong: NonNullable<Suppression['misspelt']>): SuppressionComplaint {
  const { span, instead } = wrong;
  return {
    kind: 'misspelt-suppression',
    source,
    span,
    message: `${tool} passes over this in silence: it has to be "${instead}".`,
    repairs: [{ title: `Replace by ${instead}`, edit: { span: innerWord(span, instead), newText: instead } }],
  };
}

/** The key without its quotes: it is one letter shorter than what it should be, or more by two quotes. */
function innerWord(span: Span, instead: string): Span {
  const quoted = span.end - span.start > instead.length;
  return quoted ? { start: span.start + 1, end: span.end - 1 } : span;
}

function unknownRule(
  suppression: Suppression,
  index: number,
  document: Document,
  rules: readonly Rule[],
): SuppressionComplaint {
  const id = suppression.ids[index] ?? '';
  const meant = id.includes('*')
    ? undefined
    : nearest(
        id,
        rules.map((rule) => rule.id),
      );
  const at = suppression.idSpans[index] ?? suppression.span;
  const text = document.source.text.slice(at.start, at.end);
  return {
    kind: 'unknown-rule',
    source: suppression.source,
    span: at,
    message: `No rule is called "${id}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    repairs: [
      ...(meant === undefined
        ? []
        : [{ title: `Replace by ${meant}`, edit: { span: at, newText: text.replace(id, meant) } }]),
      ...withoutId(suppression, index, document),
    ],
  };
}

function withoutId(suppression: Suppression, index: number, document: Document): SuppressionComplaint['repairs'] {
  const edit =
    suppression.ids.length > 1 && suppression.form === 'comment'
      ? idRemoval(suppression, index)
      : removal(suppression, document.source.text, document.language);
  return edit ? [{ title: 'Remove this suppression', edit }] : [];
}

function expired(suppression: Suppression, document: Document): SuppressionComplaint {
  const { until = '' } = suppression;
  return {
    kind: 'expired-suppression',
    source: suppression.source,
    span: suppression.span,
    message: /^[1-9]/.test(until)
      ? `This suppression has expired: it held until ${until}.`
      : "This suppression counts as expired: its date can't be read as YYYY-MM-DD.",
    repairs: removalOf(suppression, document),
  };
}

function stale(suppression: Suppression, document: Document): SuppressionComplaint {
  const ids = suppression.ids.filter((id) => id !== '*');
  return {
    kind: 'stale-suppression',
    source: suppression.source,
    span: suppression.span,
    message: `This suppression silences nothing${ids.length === 0 ? '' : `: nothing is wrong here by ${ids.join(', ')}`}.`,
    repairs: removalOf(suppression, document),
  };
}

function staleId(suppression: Suppression, index: number): readonly SuppressionComplaint[] {
  const span = suppression.idSpans[index];
  const edit = idRemoval(suppression, index);
  const id = suppression.ids[index] ?? '';
  if (!span || !edit) return [];
  return [
    {
      kind: 'stale-suppression',
      source: suppression.source,
      span,
      message: `This suppression silences nothing: nothing is wrong here by ${id}.`,
      repairs: [{ title: `Remove ${id} from this suppression`, edit }],
    },
  ];
}

function removalOf(suppression: Suppression, document: Document): SuppressionComplaint['repairs'] {
  const edit = removal(suppression, document.source.text, document.language);
  return edit ? [{ title: 'Remove this suppression', edit }] : [];
}

/** The rule ids that a suppression names, in our words: for showing what it silences. */
export function ruleIdsOf(suppression: Suppression, kinds: KindIndex): readonly string[] {
  const rules = kinds.kinds.flatMap((kind) => kind.rules);
  return rules
    .filter((rule) => suppression.ids.some((id) => id !== '*' && namesRule(suppression.tool, id, rule)))
    .map((rule) => rule.id);
}
