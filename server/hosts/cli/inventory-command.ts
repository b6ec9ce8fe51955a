// `cipherlint inventory`: every data store, transport edge and key of the named files, and how each is encrypted.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inventoryOfPaths } from '../../core/inventory/workspace';
import { createProject } from '../../core/project';
import type { Settings } from '../../core/settings';
import { withRulesAbove } from '../custom-rules';
import { diskAccess } from '../disk';
import type { Engine } from '../engine';
import { renderInventory } from '../render-inventory';
import { findSettings, withGiven } from '../settings';
import type { Arguments } from './arguments';
import { paintFor } from './render';
import { collect, complain, rootOf, settingsIn, write, type Output } from './scan-command';

/** Runs `inventory`. Returns the exit code: 0, or 2 for wrong use and unreadable input. An inventory judges nothing. */
export function inventoryCommand(started: Engine, args: Arguments, output: Output): number {
  const starts = args.operands.length > 0 ? args.operands : ['.'];
  const missing = [...starts, ...args.varFiles].filter((path) => !existsSync(path));
  if (missing.length > 0) return complain(output, `${missing.join(', ')}: no such file or folder`);
  const root = rootOf(starts);
  const engine = args.searchConfig ? withRulesAbove(started, root) : started;
  const finder = findSettings(root, engine.ruleIds, {
    file: args.config,
    search: args.searchConfig,
    top: settingsIn(args),
    base: {},
  });
  const settingsFor = (path: string): Settings => finder.for(path);
  const { paths, unreadable } = collect(starts, root, { ...args, stdin: false }, settingsFor);
  const project = createProject(engine.adapters, engine.kinds, withGiven(diskAccess(root), root, settingsFor));
  const inventory = inventoryOfPaths(project, paths, settingsFor);
  const report = { version: engine.version, root, grouping: args.group, inventory };
  write(renderInventory(report, args.format, pathToFileURL(root).href, paintFor(args)), args, output);
  for (const { path, message } of unreadable) output.error(`cipherlint: ${path}: ${message}\n`);
  return unreadable.length > 0 ? 2 : 0;
}
