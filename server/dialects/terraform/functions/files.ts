// Functions that read files of the workspace: `file`, `templatefile`, `fileexists`.
import type { ConfigValue } from '../../../core/value';
import type { TerraformFile } from '../file';
import { joinPath } from '../paths';
import { charge, tagAt, type Run, type Scope } from '../scope';
import { parseTemplateText, type TemplateText } from '../template-text';
import { asString, MAX_TEXT, relocate, scalar, unknown } from '../values';
import { refuse, type Call, type Fn, type Functions } from './call';

/** The text of a file of the workspace, or an unknown that says why not. */
function read(args: readonly ConfigValue[], call: Call): string | ConfigValue {
  const path = asString(args[0]);
  if (path === undefined) return refuse(args, call);
  const inside = joinPath(call.run.rootFolder, path);
  const text = inside === undefined ? undefined : call.run.around.text(inside);
  if (text === undefined) return unknown(`"${path}" is not in this workspace`, call.span);
  if (!charge(call.run, text.length >> 6)) return unknown('too large to evaluate', call.span);
  return text.length > MAX_TEXT || text.includes('\0') ? unknown(`"${path}" is too large or no text`, call.span) : text;
}

const file: Fn = (args, call) => {
  const text = read(args, call);
  return typeof text === 'string' ? scalar(text, call.span) : text;
};

const fileexists: Fn = (args, call) => {
  const text = read(args, call);
  return typeof text === 'string' ? scalar(true, call.span) : unknown('the file is not in this workspace', call.span);
};

/** Larger templates take too long to fill in. */
const MAX_TEMPLATE = 100_000;

/** Parses a template once for each unit. */
function templateOf(text: string, run: Run): TemplateText {
  const known = run.templates.get(text) ?? parseTemplateText(text);
  run.templates.set(text, known);
  return known;
}

/** The file's template, filled in. It sees nothing but the values that the call hands to it. */
const templatefile: Fn = (args, call) => {
  const text = read(args, call);
  if (typeof text !== 'string') return text;
  const [, given] = args;
  if (given?.kind !== 'object') return refuse([given], call);
  const names = new Map(given.entries.map((item) => [item.key, relocate(call.run, item.value, call.span, undefined)]));
  if (text.length > MAX_TEMPLATE) return unknown('too large to evaluate', call.span);
  const { scope } = call;
  const parsed = templateOf(text, call.run);
  const template: TerraformFile = { ...scope.file, source: { ...scope.file.source, text: parsed.text } };
  const inner: Scope = {
    module: scope.module,
    file: template,
    names,
    tag: `${scope.tag}${tagAt(scope, call.span.start, 0)}`,
  };
  return relocate(call.run, call.run.evaluate(parsed.expression, inner), call.span, undefined);
};

export const FILES: Functions = { file, fileexists, templatefile };
