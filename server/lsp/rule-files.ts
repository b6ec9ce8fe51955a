// Rules of a workspace in the editor: loaded as they are typed, complained about in their own files, and completed there.
import {
  CompletionItemKind,
  DiagnosticSeverity,
  type CompletionItem,
  type Diagnostic,
  type Position,
} from 'vscode-languageserver';
import { joinIndexes, type KindIndex } from '../core/kind-index';
import type { Kind } from '../core/kind';
import type { FileAccess } from '../core/project';
import {
  CUSTOM_FOLDER,
  findCustomFiles,
  isCustomRulePath,
  readCustomRules,
  type CustomContext,
  type CustomRules,
} from '../rules/custom';
import { wordsAt } from '../rules/rule-file-words';
import type { Positions } from './positions';

/** What is known of the rules of each workspace folder. */
export interface CustomStore {
  readonly context: CustomContext | undefined;
  readonly byFolder: Map<string, CustomRules>;
}

/** Texts of open documents below a folder, by path. */
export type OpenTexts = ReadonlyMap<string, string>;

/** The kinds that hold for a folder: ours, and those of its rule files. Read once; `forget` to read again. */
export function kindsFor(
  store: CustomStore,
  own: KindIndex,
  folder: string,
  access: Pick<FileAccess, 'list' | 'text'>,
  open: OpenTexts,
): KindIndex {
  const custom = store.context && (store.byFolder.get(folder) ?? read(store.context, access, open));
  if (!custom) return own;
  store.byFolder.set(folder, custom);
  return custom.ruleIds.length === 0 ? own : joinIndexes(own, custom.kinds);
}

function read(context: CustomContext, access: Pick<FileAccess, 'list' | 'text'>, open: OpenTexts): CustomRules {
  const names = new Set([
    ...(access.list(CUSTOM_FOLDER) ?? []),
    ...[...open.keys()].filter(isCustomRulePath).map((path) => path.slice(CUSTOM_FOLDER.length + 1)),
  ]);
  const files = findCustomFiles({ list: () => [...names], text: (path) => open.get(path) ?? access.text(path) });
  return readCustomRules(files, context);
}

/** The kinds that all folders bring. */
export function customKinds(store: CustomStore): readonly Kind[] {
  return [...store.byFolder.values()].flatMap(({ kinds }) => kinds.kinds);
}

/** What is wrong with a rule file. */
export function ruleFileDiagnostics(
  store: CustomStore,
  folder: string,
  path: string,
  positions: Positions,
): readonly Diagnostic[] {
  const file = store.byFolder.get(folder)?.files.find((one) => one.path === path);
  return (file?.complaints ?? []).map(({ span, message }) => ({
    range: positions.range(span),
    severity: DiagnosticSeverity.Error,
    source: 'cipherlint',
    message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
  }));
}

/** What can be written in a rule file at a position. */
export function ruleFileCompletions(
  store: CustomStore,
  text: string,
  positions: Positions,
  position: Position,
): readonly CompletionItem[] {
  if (!store.context) return [];
  const offset = positions.offset(position);
  const { typed, words } = wordsAt(text, offset, store.context.schema);
  const range = positions.range({ start: offset - typed.length, end: offset });
  return words.map(({ text: label, sort, detail }) => ({
    label,
    kind: sort === 'key' ? CompletionItemKind.Property : CompletionItemKind.EnumMember,
    ...(detail === undefined ? {} : { detail }),
    textEdit: { range, newText: sort === 'key' ? `${label}: ` : label },
  }));
}
