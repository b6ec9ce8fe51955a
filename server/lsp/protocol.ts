// What the extension and the server say to each other beyond LSP. The client imports these types and nothing else of the server.
import type { DocumentSelector, WorkspaceEdit } from 'vscode-languageserver';

import type { CellEntry, InventoryEntry } from '../core/inventory/workspace';

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

/** Asks for an edit that fixes what is safe to fix in these files, open or not. Nothing is changed yet. */
export const FIX_FILES = 'cipherlint/fixFiles';
export interface FixFilesParams {
  readonly uris: readonly string[];
}
export interface FixFilesResult {
  /** How many findings the edit fixes. */
  readonly fixed: number;
  readonly files: number;
  /** A `WorkspaceEdit` as LSP has it; each change asks for confirmation where the client can. */
  readonly edit: WorkspaceEdit;
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

/** Asks for a scan of all files of the workspace, whatever the setting says, until the server ends. The answer: whether it can. */
export const SCAN_WORKSPACE = 'cipherlint/scanWorkspace';

/** Asks for a review of what is staged in the repository of a folder. */
export const REVIEW = 'cipherlint/review';
export interface ReviewParams {
  /** URI of a folder in a repository. */
  readonly folder: string;
  /** True: what is staged is the same as before, only the working files have changed. */
  readonly places?: boolean;
}
/** The findings of the staged texts, or in one sentence why there are none. */
export type Review =
  | { readonly ok: false; readonly reason: string }
  | {
      readonly ok: true;
      /** URI of the top of the repository. */
      readonly top: string;
      /** What the findings were compared with, such as `HEAD`. */
      readonly against: string;
      /** How many staged files were looked at. */
      readonly count: number;
      /** The files that have findings. */
      readonly files: readonly ReviewedFile[];
      readonly findings: readonly ReviewedFinding[];
      /** What could not be looked at, and why. */
      readonly problems: readonly { readonly path: string; readonly uri: string; readonly message: string }[];
      readonly milliseconds: number;
    };
/** Asks for the ways to fix a finding in an open working file, best first. The answer: `ReviewFix[]`, with edits as LSP has them. */
export const REVIEW_FIXES = 'cipherlint/reviewFixes';
export interface ReviewFixesParams {
  readonly uri: string;
  readonly rule: string;
  readonly range: TextRange;
}
export interface ReviewFix<Edit> {
  readonly title: string;
  /** It does nothing but what its title says, and needs no decision. */
  readonly isPreferred: boolean;
  readonly edit: Edit;
}

/** As LSP has it. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}
export interface ReviewedFile {
  readonly path: string;
  readonly uri: string;
  /** The working file is not as it is staged. */
  readonly edited: boolean;
  /** There is no working file. */
  readonly deleted: boolean;
}
export interface ReviewedFinding {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  /** Of the working file. */
  readonly uri: string;
  readonly rule: string;
  readonly theme: string;
  readonly level: 'high' | 'medium' | 'low' | 'hint';
  readonly message: string;
  readonly href: string;
  readonly isNew: boolean;
  /** The rule has a fix, which may not be possible in this place. */
  readonly fixable: boolean;
  /** In the staged text. */
  readonly stagedRange: TextRange;
  /** In the working file; absent where the finding is no longer there. */
  readonly range?: TextRange;
}
/** How the rows of the inventory are put together. */
export type InventoryGrouping = 'service' | 'file' | 'classification';
/** Asks for the encryption inventory of the workspace. */
export const INVENTORY = 'cipherlint/inventory';
export interface InventoryParams {
  readonly group: InventoryGrouping;
  /** True: read the files again. Otherwise the last inventory is used, if there is one. */
  readonly fresh?: boolean;
  /** Texts of the workspace's files, for a server without a disk. */
  readonly texts?: readonly WorkspaceText[];
}
/** Lines and columns count from 0 in UTF-16 code units, whatever the encoding of positions. */
export type InventoryRow = InventoryEntry;
export type InventoryCell = CellEntry<string>;
export interface InventoryAnswer {
  readonly groups: readonly { readonly name: string; readonly rows: readonly InventoryRow[] }[];
  /** How many files were read. */
  readonly files: number;
  /** How many files were left out, since there are too many. */
  readonly left: number;
  /** True: the server has no disk, and only what is open or was sent was read. */
  readonly blind: boolean;
}
/** Asks for the last inventory as a text: `html`, `csv`, `json`, `sarif`, or `panel`, the page for a webview. */
export const INVENTORY_TEXT = 'cipherlint/inventoryText';
export interface InventoryTextParams {
  readonly group: InventoryGrouping;
  readonly format: InventoryFormat;
}
export type InventoryFormat = 'html' | 'csv' | 'json' | 'sarif' | 'panel';

/** The text of a file of the workspace. */
export interface WorkspaceText {
  readonly uri: string;
  readonly text: string;
}
/** Tells a server without a disk all the files of `SHARED_FILES`, after one of them has changed. */
export const WORKSPACE_FILES = 'cipherlint/workspaceFiles';
export interface WorkspaceFilesParams {
  readonly files: readonly WorkspaceText[];
}
/** Glob patterns of the files on which the findings in others hang: configurations, rules, baselines, other tools' suppressions, variables. */
export const SHARED_FILES: readonly string[] = [
  '**/{.cipherlint.yaml,.cipherlint.yml,.cipherlint-baseline.json}',
  '**/.cipherlint/rules/*.{yaml,yml}',
  '**/{.checkov.yaml,.checkov.yml,.trivyignore,.trivyignore.yaml,.snyk,code-security.datadog.yaml}',
  '**/.tfsec/config.{yml,yaml}',
  '**/{*.tfvars,*.tfvars.json,terragrunt.hcl,cdk.json}',
];

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
  /** The documents that the extension asks about. */
  readonly documentSelector?: DocumentSelector;
  /** Another extension completes YAML by schemas: ours is among them. */
  readonly completesYaml?: boolean;
  /** Where dist/typescript.js and dist/patterns.js lie, for a server that can't look beside itself. */
  readonly typescriptUrl?: string;
  readonly patternsUrl?: string;
  /** The files of `SHARED_FILES`, for a server without a disk. */
  readonly files?: readonly WorkspaceText[];
  /** Translations of the server's texts, as VS Code loads them: by the English text. */
  readonly l10n?: Readonly<Record<string, unknown>>;
}
