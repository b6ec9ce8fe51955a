// `cipherlint hook install|uninstall`: puts the check of staged files into git's pre-commit hook, and takes it out again.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { toPath } from '../disk';
import type { HookFolder } from '../git/hook-folder';
import type { Answer } from '../git/run';
import type { Arguments } from './arguments';
import { managerOf, type Manager } from './hook-managers';
import { hasLines, hookLines, isShell, withLines, withoutLines } from './hook-text';
import { loadGit } from '../load-git';
import type { Output } from './scan-command';

/** Installs or removes. Exit code 0 done, or nothing to do, or said what to write where; 2 it can't be done, and why. */
export function hookCommand(args: Arguments, output: Output): number {
  const [verb, ...more] = args.operands;
  if ((verb !== 'install' && verb !== 'uninstall') || more.length > 0)
    return say('hook takes "install" or "uninstall"', 2);
  const git = loadGit();
  const repository = git.openRepository(process.cwd());
  if (!repository.ok) return say(`hook: ${repository.reason}`, 2);
  const folder = git.hookFolder(repository.value);
  if (!folder.ok) return say(`hook: ${folder.reason}`, 2);
  try {
    const done = (verb === 'install' ? install : uninstall)(repository.value.top, folder.value);
    return done.ok ? say(done.value, 0) : say(done.reason, 2);
  } catch (error) {
    return say(`hook: ${error instanceof Error ? error.message : String(error)}`, 2);
  }

  function say(message: string, code: number): number {
    output[code === 0 ? 'out' : 'error'](`cipherlint: ${message}\n`);
    return code;
  }
}

/** Where a hook of ours belongs. */
interface Place {
  readonly file: string;
  readonly husky: boolean;
  /** The file is part of the work tree, so that others get it, too. */
  readonly committed: boolean;
}

function install(top: string, folder: HookFolder): Answer<string> {
  const place = placeOf(top, folder);
  const manager = place.husky ? undefined : managerFor(top, folder);
  if (manager) return { ok: true, value: advise(manager) };
  if (folder.setting?.shared && !place.husky)
    return refuse(
      `core.hooksPath is ${folder.setting.value} for more than this repository, so nothing was changed; set core.hooksPath for this repository, or add "npx --no-install cipherlint scan --staged" to the hook there`,
    );
  const before = existing(place.file);
  if (!before.ok) return before;
  const lines = hookLines(programFor(top, place));
  const script = before.value ?? (place.husky ? '' : '#!/bin/sh\n');
  mkdirSync(dirname(place.file), { recursive: true });
  writeFileSync(place.file, withLines(script, lines, place.husky));
  chmodSync(place.file, 0o755);
  const verb = before.value === undefined ? 'written' : hasLines(before.value) ? 'brought up to date' : 'added to';
  return {
    ok: true,
    value: `${shown(top, place.file)} ${verb === 'added to' ? 'now runs' : `${verb}: it runs`} "cipherlint scan --staged" before every commit`,
  };
}

function uninstall(top: string, folder: HookFolder): Answer<string> {
  const files = [...new Set([join(top, '.husky/pre-commit'), join(folder.folder, 'pre-commit')])];
  const ours = files.filter((file) => isFile(file) && hasLines(readFileSync(file, 'utf8')));
  for (const file of ours) {
    const rest = withoutLines(readFileSync(file, 'utf8'));
    if (rest === '') rmSync(file);
    else writeFileSync(file, rest);
  }
  const manager = managerOf(top);
  const leftover = manager?.done ? `; ${manager.file} names Cipherlint, take that out by hand` : '';
  const removed =
    ours.length > 0
      ? `removed from ${ours.map((file) => shown(top, file)).join(' and ')}`
      : 'no hook of ours is installed here';
  return { ok: true, value: `${removed}${leftover}` };
}

/** husky's own file where husky is what runs hooks here, else git's. */
function placeOf(top: string, { folder, setting }: HookFolder): Place {
  const husky = join(top, '.husky');
  const isHusky = existsSync(husky) && (setting === undefined || folder === husky || folder.startsWith(husky + sep));
  const file = isHusky ? join(husky, 'pre-commit') : join(folder, 'pre-commit');
  const committed = isHusky || (file.startsWith(top + sep) && !file.startsWith(join(top, '.git') + sep));
  return { file, husky: isHusky, committed };
}

/** pre-commit does not work together with core.hooksPath. */
function managerFor(top: string, { setting }: HookFolder): Manager | undefined {
  const manager = managerOf(top);
  return manager?.name === 'pre-commit' && setting ? undefined : manager;
}

function advise({ name, file, done, advice }: Manager): string {
  return done
    ? `${file} runs Cipherlint already`
    : `${name} manages the hooks of this repository; add this to ${file}:\n\n${advice}`;
}

/** The script that is there; undefined if none is. Refuses what must not be changed. */
function existing(file: string): Answer<string | undefined> {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return { ok: true, value: undefined };
  const byHand = 'add "npx --no-install cipherlint scan --staged" to it by hand';
  if (!stat.isFile()) return refuse(`${file} is a link or no file, so nothing was changed; ${byHand}`);
  const script = readFileSync(file, 'utf8');
  if (!isShell(script)) return refuse(`${file} is not a shell script, so nothing was changed; ${byHand}`);
  if (!isExecutable(file) && !file.includes(`${sep}.husky${sep}`))
    return refuse(
      `${file} is there but not executable, so git passes over it; nothing was changed: make it executable or remove it first`,
    );
  return { ok: true, value: script };
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}

/** A hook that is committed names nothing of this machine, where it can be helped. */
function programFor(top: string, { committed }: Place): { readonly cli: string; readonly node: string | undefined } {
  const cli = resolve(__dirname, 'cli.js');
  const inside = cli.startsWith(top + sep);
  return {
    cli: committed && inside ? toPath(top, cli) : slashes(cli),
    node: committed ? undefined : slashes(process.execPath),
  };
}

/** git's shell on Windows takes both. */
function slashes(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function shown(top: string, file: string): string {
  return file.startsWith(top + sep) ? toPath(top, file) : file;
}
