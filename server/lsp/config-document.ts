// An open `.cipherlint.yaml`: what is wrong in it, what can be written, what a word means.
import {
  CompletionItemKind,
  DiagnosticSeverity,
  MarkupKind,
  type CompletionItem,
  type Diagnostic,
  type Hover,
  type Position,
} from 'vscode-languageserver';
import { explain } from '../core/explain';
import type { Kind, Rule } from '../core/kind';
import type { KindIndex } from '../core/kind-index';
import { folderOf, joinPath } from '../core/paths';
import type { Problem } from '../core/resource';
import { meaningAt, proposalsAt } from '../rules/config-completion';
import { isConfigFile, loadConfig, missingFiles, type LoadedConfig } from '../rules/config-file';
import { configSchema, type Schema } from '../rules/config-schema';
import type { Positions } from './positions';
import { locate, positionsOf, type Session } from './session';

export { isConfigFile };

const schemas = new WeakMap<KindIndex, Schema>();

function schemaOf(session: Session, uri: string): Schema {
  const kinds = kindsAround(session, uri);
  const schema = schemas.get(kinds) ?? configSchema(rulesOf(kinds).map(({ rule }) => rule));
  schemas.set(kinds, schema);
  return schema;
}

/** Our kinds and those that the workspace of a configuration brings. */
function kindsAround(session: Session, uri: string): KindIndex {
  return locate(session, uri).project.kinds;
}

function rulesOf(kinds: KindIndex): readonly { readonly kind: Kind; readonly rule: Rule }[] {
  return kinds.kinds.flatMap((kind) => kind.rules.map((rule) => ({ kind, rule })));
}

/** What is wrong in an open configuration. */
export function configDiagnostics(session: Session, uri: string): readonly Diagnostic[] {
  const text = textOf(session, uri);
  const ids = rulesOf(kindsAround(session, uri)).map(({ rule }) => rule.id);
  const positions = positionsOf(session, uri);
  const loaded = loadConfig(text, ids);
  return [...loaded.problems, ...missing(session, uri, loaded)].map((problem) => toDiagnostic(problem, positions));
}

/** Only where there is a disk to look at. */
function missing(session: Session, uri: string, loaded: LoadedConfig): readonly Problem[] {
  const { folder, path } = locate(session, uri);
  if (!session.environment.files) return [];
  const access = session.environment.access(folder);
  return missingFiles(loaded, (file) => {
    const wanted = joinPath(folderOf(path), file);
    return wanted === undefined || access.text(wanted) !== undefined;
  });
}

/** A complaint as a warning. */
export function toDiagnostic({ span, message }: Problem, positions: Positions): Diagnostic {
  return {
    range: positions.range(span),
    severity: DiagnosticSeverity.Warning,
    source: 'cipherlint',
    code: 'configuration',
    message,
  };
}

/** Names of settings, rules and frameworks, and their values. */
export function configCompletions(session: Session, uri: string, position: Position): readonly CompletionItem[] {
  const positions = positionsOf(session, uri);
  const proposals = proposalsAt(textOf(session, uri), positions.offset(position), schemaOf(session, uri));
  return proposals.map(({ label, detail, text, word, sort }, i) => ({
    label,
    kind: sort === 'setting' ? CompletionItemKind.Property : CompletionItemKind.EnumMember,
    detail,
    sortText: String(i).padStart(5, '0'),
    textEdit: { range: positions.range(word), newText: text },
  }));
}

/** What a setting, a value or a rule means. */
export function configHover(session: Session, uri: string, position: Position): Hover | undefined {
  const positions = positionsOf(session, uri);
  const found = meaningAt(textOf(session, uri), positions.offset(position), schemaOf(session, uri));
  if (!found) return undefined;
  const known =
    found.path.at(-1) === 'rules'
      ? rulesOf(kindsAround(session, uri)).find(({ rule }) => rule.id === found.name)
      : undefined;
  const value = known ? explain(known.kind, known.rule).replace(/^# .*\n\n/, '') : found.meaning;
  return { contents: { kind: MarkupKind.Markdown, value }, range: positions.range(found.word) };
}

function textOf(session: Session, uri: string): string {
  return session.documents.get(uri)?.getText() ?? '';
}
