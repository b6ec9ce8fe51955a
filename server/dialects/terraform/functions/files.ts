// Functions that read files of the workspace: `file`, `fileexists`.
import type { ConfigValue } from '../../../core/value';
import { joinPath } from '../paths';
import { charge } from '../scope';
import { asString, MAX_TEXT, scalar, unknown } from '../values';
import { refuse, type Call, type Fn, type Functions } from './call';

/** The text of a file of the workspace, or an unknown that says why not. */
export function readText(args: readonly ConfigValue[], call: Call): string | ConfigValue {
  const path = asString(args[0]);
  if (path === undefined) return refuse(args, call);
  const inside = joinPath(call.run.rootFolder, path);
  const text = inside === undefined ? undefined : call.run.around.text(inside);
  if (text === undefined) return unknown(`"${path}" is not in this workspace`, call.span);
  if (!charge(call.run, text.length >> 6)) return unknown('too large to evaluate', call.span);
  return text.length > MAX_TEXT || text.includes('\0') ? unknown(`"${path}" is too large or no text`, call.span) : text;
}

const file: Fn = (args, call) => {
  const text = readText(args, call);
  return typeof text === 'string' ? scalar(text, call.span) : text;
};

const fileexists: Fn = (args, call) => {
  const text = readText(args, call);
  return typeof text === 'string' ? scalar(true, call.span) : unknown('the file is not in this workspace', call.span);
};

export const FILES: Functions = { file, fileexists };
