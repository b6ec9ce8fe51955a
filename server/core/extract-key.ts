// "Move the key to a parameter": the ARN of a key that is written out becomes a parameter or variable with that default.
import { indentStep } from './edit/lines';
import { baseName, folderOf } from './paths';
import type { Document, Resource, Unit } from './resource';
import { applyEdits, lineEnding, type SourceText, type Span, type TextEdit } from './text';
import { entriesBelow } from './value-search';

/** The new texts by URI, and the input's name. */
export interface Extraction {
  readonly name: string;
  readonly what: 'parameter' | 'variable';
  readonly texts: ReadonlyMap<string, string>;
}

const KEY_ARN = /^arn:[\w-]+:kms:[\w-]*:\d{12}:(?:key|alias)\/[\w/-]+$/;

/** Moves the key whose ARN stands at `at` out of every resource of the file that names it; undefined where none stands there. */
export function extractKey(unit: Unit, uri: string, at: Span): Extraction | undefined {
  const document = unit.documents.find(({ source }) => source.uri === uri);
  const resources = unit.resources.filter(({ source, loose, via }) => source === uri && !loose && !via);
  const arn = literalsIn(resources).find(({ span }) => span.start <= at.end && span.end >= at.start)?.arn;
  if (!document || arn === undefined) return undefined;
  const spans = new Map(
    literalsIn(resources).flatMap((each) => (each.arn === arn ? [[each.span.start, each.span]] : [])),
  );
  return document.language === 'hcl'
    ? toVariable(unit, document, arn, [...spans.values()])
    : toParameter(document, arn, [...spans.values()]);
}

/** ARNs of keys that are written out as values in these resources themselves. */
function literalsIn(resources: readonly Resource[]): readonly { readonly arn: string; readonly span: Span }[] {
  return resources
    .filter(({ type }) => type !== 'parameter' && type !== 'variable')
    .flatMap(({ body }) => entriesBelow(body))
    .flatMap((value) =>
      value.kind === 'scalar' && typeof value.value === 'string' && !value.trace && KEY_ARN.test(value.value)
        ? [{ arn: value.value, span: value.span }]
        : [],
    );
}

/** Only what is the ARN and nothing more, with or without quotes, can be replaced by a reference. */
function replaced(source: SourceText, arn: string, spans: readonly Span[], reference: string): readonly TextEdit[] {
  return spans
    .filter(({ start, end }) => source.text.slice(start, end).replace(/^(["'])(.*)\1$/, '$2') === arn)
    .map((span) => ({ span, newText: reference }));
}

function unused(texts: readonly string[], wish: string): string {
  const taken = (name: string): boolean => texts.some((text) => new RegExp(`\\b${name}\\b`).test(text));
  let name = wish;
  for (let i = 2; taken(name); i++) name = `${wish}${String(i)}`;
  return name;
}

const DESCRIPTION = 'ARN of the KMS key that encrypts the data';

/** The variable goes to `variables.tf` where the module has one, else to the end of the file. */
function toVariable(unit: Unit, document: Document, arn: string, spans: readonly Span[]): Extraction | undefined {
  const { source } = document;
  const folder = folderOf(source.path);
  const module = unit.documents.filter((each) => folderOf(each.source.path) === folder);
  const name = unused(
    module.map((each) => each.source.text),
    'kms_key_arn',
  );
  const edits = replaced(source, arn, spans, `var.${name}`);
  const home = module.find((each) => baseName(each.source.path) === 'variables.tf')?.source ?? source;
  const eol = lineEnding(home.text);
  const block = [`variable "${name}" {`, '  type        = string', `  description = "${DESCRIPTION}"`];
  const lines = [...block, `  default     = "${arn}"`, '}', ''].join(eol);
  const gap = home.text === '' ? '' : home.text.endsWith('\n') ? eol : eol + eol;
  const changed = new Map([[source.uri, applyEdits(source.text, edits)]]);
  changed.set(home.uri, (changed.get(home.uri) ?? home.text) + gap + lines);
  return edits.length === 0 ? undefined : { name, what: 'variable', texts: changed };
}

function toParameter({ source, language }: Document, arn: string, spans: readonly Span[]): Extraction | undefined {
  const { text } = source;
  const json = language === 'json';
  if (!json && language !== 'yaml') return undefined;
  const name = unused([text], 'KmsKeyArn');
  const reference = json ? `{ "Ref": "${name}" }` : `!Ref ${name}`;
  const edits = replaced(source, arn, spans, reference);
  const added = json ? inJson(text, name, arn) : inYaml(text, name, arn);
  if (!added || edits.length === 0) return undefined;
  return { name, what: 'parameter', texts: new Map([[source.uri, applyEdits(text, [...edits, added])]]) };
}

/** First in `Parameters`, which is made in front of `Resources` where there is none. */
function inYaml(text: string, name: string, arn: string): TextEdit | undefined {
  const [eol, step] = [lineEnding(text), indentStep(text, { start: 0, end: text.length })];
  const inner = [`Type: String`, `Description: ${DESCRIPTION}`, `Default: ${arn}`].map((line) => step + step + line);
  const lines = [`${step}${name}:`, ...inner].map((line) => line + eol).join('');
  const section = /^Parameters:[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (section) return insertion(section.index + section[0].length, lines);
  const resources = /^Resources:/m.exec(text);
  return resources ? insertion(resources.index, `Parameters:${eol}${lines}${eol}`) : undefined;
}

function inJson(text: string, name: string, arn: string): TextEdit | undefined {
  const [eol, step] = [lineEnding(text), indentStep(text, { start: 0, end: text.length })];
  const body = { Type: 'String', Description: DESCRIPTION, Default: arn };
  const written = `"${name}": ${JSON.stringify(body, null, step)}`.replaceAll('\n', eol + step + step);
  const section = /^[ \t]*"Parameters"[ \t]*:[ \t]*\{[ \t]*\r?\n/m.exec(text);
  if (section) return insertion(section.index + section[0].length, `${step}${step}${written},${eol}`);
  const resources = /^[ \t]*"Resources"[ \t]*:/m.exec(text);
  const start = `${step}"Parameters": {${eol}${step}${step}`;
  return resources ? insertion(resources.index, `${start}${written}${eol}${step}},${eol}`) : undefined;
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}
