// Templates that stand outside of the configuration's own expressions: `templatefile`, `templatestring`, the data source `template_file`.
import type { Span } from '../../../core/text';
import type { ConfigValue } from '../../../core/value';
import type { TerraformFile } from '../file';
import { tagAt, type Run, type Scope } from '../scope';
import { parseTemplateText, type TemplateText } from '../template-text';
import { asString, reasonOf, relocate, unknown } from '../values';
import { refuse, type Fn, type Functions } from './call';
import { readText } from './files';

/** Larger templates take too long to fill in. */
const MAX_TEMPLATE = 100_000;

/** Parses a template once for each unit. */
function templateOf(text: string, run: Run): TemplateText {
  const known = run.templates.get(text) ?? parseTemplateText(text);
  run.templates.set(text, known);
  return known;
}

/** A template's text, filled in; the result stands at `span`. It sees nothing but the values that are handed to it, as far as these are known. */
export function fillIn(text: string, given: ConfigValue, span: Span, scope: Scope): ConfigValue {
  const { run } = scope.module;
  if (text.length > MAX_TEMPLATE) return unknown('too large to evaluate', span);
  const entries = given.kind === 'object' ? given.entries : [];
  const names = new Map(entries.map((item) => [item.key, relocate(run, item.value, span, undefined)]));
  const parsed = templateOf(text, run);
  const template: TerraformFile = { ...scope.file, source: { ...scope.file.source, text: parsed.text } };
  const inner: Scope = {
    module: scope.module,
    file: template,
    names,
    others: unknown(given.kind === 'object' ? 'it is not handed to the template' : reasonOf(given), span),
    tag: `${scope.tag}${tagAt(scope, span.start, 0)}`,
  };
  return relocate(run, run.evaluate(parsed.expression, inner), span, undefined);
}

function mayBeObject(given: ConfigValue | undefined): given is ConfigValue {
  return given?.kind === 'object' || given?.kind === 'unknown' || given?.kind === 'ref';
}

const templatefile: Fn = (args, call) => {
  const text = readText(args, call);
  if (typeof text !== 'string') return text;
  const [, given] = args;
  return mayBeObject(given) ? fillIn(text, given, call.span, call.scope) : refuse([given], call);
};

const templatestring: Fn = (args, call) => {
  const [template, given] = args;
  const text = asString(template);
  return text !== undefined && mayBeObject(given)
    ? fillIn(text, given, call.span, call.scope)
    : refuse([text === undefined ? template : given], call);
};

export const TEMPLATES: Functions = { templatefile, templatestring };
