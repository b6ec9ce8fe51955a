// What the extension and the server say to each other beyond LSP. The client imports these types and nothing else of the server.

/** Asks for the page of a rule as Markdown. */
export const RULE_PAGE = 'cipherlint/rulePage';
export interface RulePageParams {
  readonly rule: string;
}
export interface RulePage {
  readonly rule: string;
  readonly title: string;
  readonly markdown: string;
}

/** Told after a file was judged: how many findings, how long it took (milliseconds). */
export const STATUS = 'cipherlint/status';
export interface StatusParams {
  readonly uri: string;
  readonly findings: number;
  readonly milliseconds: number;
  /** The profile that holds for the file. */
  readonly profile: string;
}

/** Asks what could not be decided in a document. */
export const UNKNOWNS = 'cipherlint/unknowns';
export interface UnknownsParams {
  readonly uri: string;
}
export interface UnknownItem {
  readonly rule: string;
  readonly title: string;
  /** The resource. */
  readonly address: string;
  readonly reason: string;
  readonly range: Range;
  /** Whose value would decide it, where that is one name. */
  readonly asks?: AskedName;
}
export interface AskedName {
  readonly sort: 'terraform' | 'cloudformation' | 'environment';
  readonly name: string;
}
interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Asks for the compliance frameworks to which rules map: their ids and names. */
export const FRAMEWORK_NAMES = 'cipherlint/frameworks';
export type FrameworkNames = Readonly<Record<string, string>>;

/** Asks for the edit that gives a name a value in the configuration that holds for a document; null where that can't be done. */
export const BIND = 'cipherlint/bindValue';
export interface BindParams {
  readonly uri: string;
  readonly asks: AskedName;
  readonly value: string;
}

/** The client's command that shows a rule's page; its argument is the rule's id. */
export const SHOW_RULE = 'cipherlint.showRule';
/** The kind of the code action that fixes everything that is safe to fix. */
export const FIX_ALL = 'source.fixAll.cipherlint';
/** The same for every cell of a notebook. */
export const FIX_ALL_NOTEBOOK = 'notebook.source.fixAll.cipherlint';
/** The kind of the code action that rewrites other tools' suppressions in a file. */
export const REWRITE_ALL = 'source.rewriteSuppressions.cipherlint';
/** The section of the editor's settings. */
export const SECTION = 'cipherlint';

/** What the extension tells the server at the start. */
export interface StartOptions {
  /** Another extension completes YAML by schemas: ours is among them. */
  readonly completesYaml?: boolean;
  /** Where dist/typescript.js lies, for a server that can't look beside itself. */
  readonly typescriptUrl?: string;
  /** Translations of the server's texts, as VS Code loads them: by the English text. */
  readonly l10n?: Readonly<Record<string, unknown>>;
}
