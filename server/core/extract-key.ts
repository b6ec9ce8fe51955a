// "Move the key to a parameter": the ARN of a key that is written out becomes a parameter or variable with that default.
import { addParameter, addVariable, homeOf, inputName } from './key-input';
import type { Document, Resource, Unit } from './resource';
import { applyEdits, type SourceText, type Span, type TextEdit } from './text';
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
    : toParameter(unit, document, arn, [...spans.values()]);
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

function toVariable(unit: Unit, document: Document, arn: string, spans: readonly Span[]): Extraction | undefined {
  const { source } = document;
  const name = inputName(unit, document);
  const edits = replaced(source, arn, spans, `var.${name}`);
  const home = homeOf(unit, source);
  const added = addVariable(home, { name, standard: arn });
  const texts =
    home.uri === source.uri
      ? [[source.uri, applyEdits(source.text, [...edits, added])] as const]
      : [[source.uri, applyEdits(source.text, edits)] as const, [home.uri, applyEdits(home.text, [added])] as const];
  return edits.length === 0 ? undefined : { name, what: 'variable', texts: new Map(texts) };
}

function toParameter(unit: Unit, document: Document, arn: string, spans: readonly Span[]): Extraction | undefined {
  const { source, language } = document;
  const json = language === 'json';
  if (!json && language !== 'yaml') return undefined;
  const name = inputName(unit, document);
  const edits = replaced(source, arn, spans, json ? `{ "Ref": "${name}" }` : `!Ref ${name}`);
  const added = addParameter(document, { name, standard: arn });
  if (!added || edits.length === 0) return undefined;
  return { name, what: 'parameter', texts: new Map([[source.uri, applyEdits(source.text, [...edits, added])]]) };
}
