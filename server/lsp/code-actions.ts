// Quick fixes, fix all, and ignoring: what the light bulb offers.
import { CodeActionKind, type CodeAction, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import { extractKey } from '../core/extract-key';
import { planFixes, type FixPlan } from '../core/fix';
import { ignoreScopes, type IgnoreScope } from '../core/suppress/write';
import type { Span } from '../core/text';
import type { ActionData } from './action-edits';
import { diagnosticsOf } from './diagnostics';
import { FIX_ALL, FIX_ALL_NOTEBOOK, REWRITE_ALL, SHOW_RULE } from './protocol';
import { rewriteActions, rewriteAllAction } from './rewrite';
import { judge, positionsOf, shownFindings, type Session, type Shown } from './session';
import { complaintActions } from './suppressions';
import type { Say } from './words';

const IGNORE = `${CodeActionKind.QuickFix}.suppress.cipherlint`;

/** The actions for a range, best first. Their edits are worked out by `resolveAction`. */
export function codeActions(session: Session, params: CodeActionParams): readonly CodeAction[] {
  const { uri } = params.textDocument;
  const wants = (kind: string): boolean =>
    params.context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true;
  const positions = positionsOf(session, uri);
  const [start, end] = [positions.offset(params.range.start), positions.offset(params.range.end)];
  const here = shownFindings(session, uri).filter(
    ({ finding }) => finding.span.start <= end && finding.span.end >= start,
  );
  const actions =
    wants(CodeActionKind.QuickFix) || wants(IGNORE)
      ? [
          ...here.flatMap((shown) => actionsFor(session, uri, shown, params.context.diagnostics)),
          ...complaintActions(session, uri, start, end),
        ]
      : [];
  const rewrites = wants(CodeActionKind.RefactorRewrite) ? rewriteActions(session, uri, start, end) : [];
  const wanted = [...actions, ...rewrites].filter((action) => wants(action.kind ?? ''));
  const asked = (prefix: string): boolean => params.context.only?.some((only) => only.startsWith(prefix)) ?? false;
  return [
    ...wanted,
    ...(wants(CodeActionKind.RefactorRewrite) ? useKeyEverywhere(session, uri, here) : []),
    ...(wants(CodeActionKind.RefactorExtract) ? moveKey(session, uri, { start, end }) : []),
    ...(asked('source') && wants(FIX_ALL) ? [fixEverything(session, uri)] : []),
    ...(asked('source') && wants(REWRITE_ALL) ? [rewriteAllAction(session, uri)] : []),
    ...(asked('notebook') && wants(FIX_ALL_NOTEBOOK) ? [fixNotebook(session, uri)] : []),
  ];
}

function actionsFor(
  session: Session,
  uri: string,
  shown: Shown,
  diagnostics: readonly Diagnostic[],
): readonly CodeAction[] {
  const { finding } = shown;
  const judged = judge(session, uri);
  const diagnostic =
    diagnostics.find(({ code, data }) => code === finding.rule.id && startOf(data) === finding.span.start) ??
    diagnosticsOf(session, uri).find(
      ({ code, data }) => code === finding.rule.id && startOf(data) === finding.span.start,
    );
  const base = { diagnostics: diagnostic ? [diagnostic] : [] };
  const data = (what: ActionData['what']): ActionData => ({
    uri,
    version: session.documents.get(uri)?.version,
    rule: finding.rule.id,
    start: finding.span.start,
    what,
  });
  const plans = judged ? planFixes(finding, judged.analysis.index) : [];
  return [
    ...plans.map((plan, index) => fixAction(plan, index, { ...base, data: data({ fix: index }) })),
    ...(plans[0]?.safe && hasTwins(session, uri, shown)
      ? [
          {
            ...base,
            title: session.say('Fix all {0} problems', finding.rule.id),
            kind: CodeActionKind.QuickFix,
            data: data('fix-all-of-rule'),
          },
        ]
      : []),
    ...(judged ? ignoreScopes(finding, judged.document) : []).map((scope) => ({
      ...base,
      title: ignoreTitle(session.say, scope, finding),
      kind: IGNORE,
      data: data({ ignore: scope }),
    })),
    {
      ...base,
      title: session.say('Show documentation for {0}', finding.rule.id),
      kind: CodeActionKind.QuickFix,
      command: { title: session.say('Show documentation'), command: SHOW_RULE, arguments: [finding.rule.id] },
    },
  ];
}

function ignoreTitle(say: Say, scope: IgnoreScope, { rule: { id: rule }, resource }: Shown['finding']): string {
  switch (scope) {
    case 'line':
      return say('Ignore {0} for this line', rule);
    case 'resource':
      if (resource.language === 'json')
        return say('Ignore {0} for this resource (in JSON not possible for a line)', rule);
      return say('Ignore {0} for this resource', rule);
    case 'file':
      return say('Ignore {0} for the entire file', rule);
  }
}

function startOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'start' in data ? data.start : undefined;
}

function fixAction(plan: FixPlan, index: number, base: Pick<CodeAction, 'diagnostics' | 'data'>): CodeAction {
  return {
    ...base,
    title: plan.title,
    kind: CodeActionKind.QuickFix,
    ...(index === 0 && plan.safe ? { isPreferred: true } : {}),
  };
}

function hasTwins(session: Session, uri: string, { finding }: Shown): boolean {
  return shownFindings(session, uri).filter((other) => other.finding.rule.id === finding.rule.id).length > 1;
}

/** Where a finding can be fixed by naming a key, the same key for every finding of the file that can. */
function useKeyEverywhere(session: Session, uri: string, here: readonly Shown[]): readonly CodeAction[] {
  const judged = judge(session, uri);
  if (!judged || here.length === 0) return [];
  const keysOf = ({ finding }: Shown): readonly string[] =>
    planFixes(finding, judged.analysis.index).flatMap(({ key, changes }) => (key && changes.length === 1 ? [key] : []));
  const [key] = here.flatMap(keysOf);
  if (key === undefined) return [];
  if (!hasTwo(shownFindings(session, uri), (shown) => keysOf(shown).includes(key))) return [];
  const data = { uri, version: session.documents.get(uri)?.version, rule: '', start: 0, what: { key } };
  return [{ title: session.say('Use {0} everywhere in this file', key), kind: CodeActionKind.RefactorRewrite, data }];
}

/** Looks no further than to the second one: this runs wherever the cursor goes, and planning fixes takes time. */
function hasTwo<T>(items: readonly T[], fits: (item: T) => boolean): boolean {
  const first = items.findIndex(fits);
  return first >= 0 && items.slice(first + 1).some(fits);
}

/** Where the ARN of a key is written out. */
function moveKey(session: Session, uri: string, at: Span): readonly CodeAction[] {
  const judged = judge(session, uri);
  const found = judged && extractKey(judged.unit, judged.source, at);
  if (!found) return [];
  const version = session.documents.get(uri)?.version;
  const data: ActionData = { uri, version, rule: '', start: at.start, what: 'extract-key' };
  const title =
    found.what === 'variable' ? session.say('Move the key to a variable') : session.say('Move the key to a parameter');
  return [{ title, kind: CodeActionKind.RefactorExtract, data }];
}

function fixEverything(session: Session, uri: string): CodeAction {
  const data: ActionData = { uri, version: session.documents.get(uri)?.version, rule: '', start: 0, what: 'fix-all' };
  return { title: session.say('Fix all auto-fixable problems'), kind: FIX_ALL, data };
}

function fixNotebook(session: Session, uri: string): CodeAction {
  const data: ActionData = {
    uri,
    version: session.documents.get(uri)?.version,
    rule: '',
    start: 0,
    what: 'fix-all-cells',
  };
  return { title: session.say('Fix all auto-fixable problems'), kind: FIX_ALL_NOTEBOOK, data };
}
