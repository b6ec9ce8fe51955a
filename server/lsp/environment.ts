// What the server needs of the host that it runs in: files, settings, git, time.
import type { Inventory } from '../core/inventory/workspace';
import type { KindIndex } from '../core/kind-index';
import type { FileAccess } from '../core/project';
import type { Adapter, Problem } from '../core/resource';
import type { Settings } from '../core/settings';
import type { CustomContext } from '../rules/custom';
import type { InventoryAnswer, InventoryGrouping, InventoryTextParams, StartOptions, WorkspaceText } from './protocol';
import type { ScanStaged } from './review';

/** What a host hands to the server. */
export interface Environment {
  readonly adapters: readonly Adapter[];
  readonly kinds: KindIndex;
  /** For rules that a workspace brings; undefined where there can be none. */
  readonly custom: CustomContext | undefined;
  readonly version: string;
  /** Told what the extension says at the start. */
  start?(options: StartOptions): void;
  /** Takes over all the files that the client shares, for a host without a disk. The answer: URIs of those that have come, changed or gone. */
  receive?(files: readonly WorkspaceText[]): readonly string[];
  /** Files below a workspace folder (its URI). Where there is no disk: an access that finds nothing. */
  access(folder: string): FileAccess;
  /** What the inventory of a workspace needs; without it there is none. */
  readonly inventory?: InventoryHost;
  /** The settings for a path: the editor's, with configuration files on top. */
  settings(folder: string, path: string, editor: Partial<Settings>): Settings;
  /** True where the settings leave a path out. */
  excludes(path: string, settings: Settings): boolean;
  /** The configuration files that were read since the last `reload`, with what is wrong in them. */
  configurations(): readonly { readonly uri: string; readonly text: string; readonly problems: readonly Problem[] }[];
  /** The configuration file that holds for a path; undefined where there is none. */
  configurationFor(folder: string, path: string): { readonly uri: string; readonly text: string } | undefined;
  /** A baseline file that settings name; undefined where it can't be read. */
  baseline(file: string): BaselineText | undefined;
  /** Forget configuration files that were read. */
  reload(): void;
  /** Paths of all files below a folder that could be ours, without what git ignores or these patterns leave out. Absent where there is no disk, undefined where the folder is not on it. */
  readonly files?: (folder: string, excluded: readonly string[]) => Iterable<string> | undefined;
  /** Looks at what is staged for the next commit. Absent where there is no git. */
  readonly staged?: ScanStaged;
  /** `YYYY-MM-DD`. */
  today(): string;
  /** Runs the callback when other messages have had their turn, at the earliest after so many milliseconds. */
  yield(callback: () => void, milliseconds?: number): void;
}

/** A baseline as it is stored, and where. */
export interface BaselineText {
  readonly text: string;
  /** URI of its folder. */
  readonly folder: string;
  /** True for a path below its folder that is there. */
  exists(path: string): boolean;
}

/** How a host shows the inventory of a workspace. */
export interface InventoryHost {
  /** Puts an inventory into groups. */
  group(inventory: Inventory, by: InventoryGrouping): InventoryAnswer['groups'];
  /** Writes an inventory as a text. `root`: the folder's URI. */
  render(inventory: Inventory, params: InventoryTextParams, root: string): string;
}
