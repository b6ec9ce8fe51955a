// Reads a template file, YAML or JSON, into sections of raw members; YAML in chunks that are kept for the next read.
import type { Document, Language, Problem } from '../../core/resource';
import type { SourceText, Span } from '../../core/text';
import { MAX_PROBLEMS, MAX_TEXT } from './limits';
import type { Member, RawEntry, RawNode } from './raw';
import { readJson } from './read-json';
import { readYaml, type Chunk } from './read-yaml';
import { includedFile, type IncludedFile } from './serverless-text';
import { splitYaml } from './split';

/** One template, read but not evaluated. */
export interface Template {
  readonly source: SourceText;
  readonly language: Extract<Language, 'yaml' | 'json'>;
  readonly problems: readonly Problem[];
  /** Members of `Resources`, `Parameters`... in the order of the text. */
  readonly sections: ReadonlyMap<string, readonly Member[]>;
  /** Where the map of `Metadata` stands, in a text that is read in one piece, as JSON is. */
  readonly metadata: Span | undefined;
  /** The resources stand in a Serverless Framework file, where `${...}` in any text is filled in before deployment. */
  readonly serverless: boolean;
  /** The files that a Serverless Framework file names under `resources`. */
  readonly includes: readonly IncludedFile[];
  /** There are resources, or whole sections, that can't be read here. */
  readonly open: boolean;
  /** Files that stand in it by now, in the place of `AWS::Include`; left out as long as none was asked for. */
  readonly included?: readonly Document[];
  /** Parsed chunks by their text, for the next read of the same file. */
  readonly chunks: ReadonlyMap<string, Chunk>;
  /** The same object from one reading to the next as long as everything but resources and outputs is the same and stands at the same place. */
  readonly surroundings: object;
}

/** Reads a template. `previous` saves parsing chunks again that haven't changed; the result doesn't depend on it. */
export function readTemplate(source: SourceText, previous?: Template): Template {
  const draft = emptyDraft();
  const language: Template['language'] = looksLikeJson(source.text) ? 'json' : 'yaml';
  if (source.text.length > MAX_TEXT) {
    draft.problems.push({
      span: { start: 0, end: 0 },
      message: `This file is longer than ${String(MAX_TEXT)} characters and is not read.`,
    });
  } else if (language === 'json') readJsonInto(draft, source.text);
  else readYamlInto(draft, withoutTemplating(source.text), previous?.chunks);
  const { sections, metadata, serverless, includes, open, chunks } = draft;
  const problems = draft.problems.slice(0, MAX_PROBLEMS);
  const template = { source, language, problems, sections, metadata, serverless, includes, open, chunks };
  const surroundings = previous && sameAround(previous, template) ? previous.surroundings : {};
  return { ...template, surroundings };
}

/** Sections of which no resource takes anything. */
const APART: ReadonlySet<string> = new Set(['Resources', 'Outputs', 'Description', 'AWSTemplateFormatVersion']);

type Around = Pick<Template, 'source' | 'serverless' | 'sections'>;

function sameAround(a: Around, b: Around): boolean {
  return (
    a.source.uri === b.source.uri &&
    a.serverless === b.serverless &&
    [...new Set([...a.sections.keys(), ...b.sections.keys()])].every(
      (section) => APART.has(section) || sameMembers(a.sections.get(section) ?? [], b.sections.get(section) ?? []),
    )
  );
}

function sameMembers(a: readonly Member[], b: readonly Member[]): boolean {
  return a.length === b.length && a.every((member, i) => isSame(member, b[i]));
}

function isSame(a: Member, b: Member | undefined): boolean {
  return a.key === b?.key && a.value === b.value && a.base === b.base;
}

interface Draft {
  readonly problems: Problem[];
  readonly sections: Map<string, Member[]>;
  readonly chunks: Map<string, Chunk>;
  readonly includes: IncludedFile[];
  metadata: Span | undefined;
  serverless: boolean;
  open: boolean;
}

function emptyDraft(): Draft {
  return {
    problems: [],
    sections: new Map(),
    chunks: new Map(),
    includes: [],
    metadata: undefined,
    serverless: false,
    open: false,
  };
}

/** `{` and then a string, a comment or the end; a `{{ placeholder }}` and YAML's flow maps are not JSON. */
function looksLikeJson(text: string): boolean {
  return /^\uFEFF?\s*\{\s*(?:["}/]|$)/.test(text);
}

/**
 * Blanks lines that belong to a template engine (`{% if %}`) and turns lone carriage returns into line feeds; `yaml` knows neither.
 * Offsets stay.
 */
function withoutTemplating(text: string): string {
  let result = text;
  if (result.includes('{%'))
    result = result.replace(/^[ \t]*\{%[^\r\n]*%\}[ \t]*$/gm, (line) => ' '.repeat(line.length));
  if (result.includes('\r')) result = result.replace(/\r(?!\n)/g, '\n');
  return result;
}

/** Reads a file that is a part of a template, in one piece. Never throws. */
export function readFragment(text: string): Pick<Template, 'language' | 'problems'> & { root: RawNode | undefined } {
  const plain = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  if (plain.length > MAX_TEXT) return { language: 'yaml', problems: [], root: undefined };
  if (looksLikeJson(plain)) return { language: 'json', ...readJson(plain) };
  const { roots, problems } = readYaml(withoutTemplating(plain));
  return { language: 'yaml', problems, root: roots[0] };
}

function readJsonInto(draft: Draft, text: string): void {
  const base = text.startsWith('\uFEFF') ? 1 : 0;
  const { root, problems } = readJson(base ? text.slice(1) : text);
  addProblems(draft, problems, base);
  if (root) addTopLevel(draft, root, base);
}

function readYamlInto(draft: Draft, text: string, known: ReadonlyMap<string, Chunk> | undefined): void {
  const base = text.startsWith('\uFEFF') ? 1 : 0;
  const body = base ? text.slice(1) : text;
  const pieces = splitYaml(body);
  const parsed = pieces?.map((piece) => ({
    piece,
    chunk: parseOnce(draft, body.slice(piece.start, piece.end), known),
  }));
  if (!parsed || sharesAnchors(parsed, body)) {
    draft.chunks.clear();
    const whole = parseOnce(draft, body, known);
    addProblems(draft, whole.problems, base);
    for (const root of whole.roots) addTopLevel(draft, root, base);
    return;
  }
  for (const { piece, chunk } of parsed) {
    const start = base + piece.start;
    addProblems(draft, chunk.problems, start);
    for (const root of chunk.roots) {
      if (piece.section) addMembers(draft, piece.section, root, start);
      else addTopLevel(draft, root, start);
    }
  }
}

/** True where an alias in one chunk may mean an anchor in another one. */
function sharesAnchors(parsed: readonly { readonly chunk: Chunk }[], text: string): boolean {
  const missing = new Set(parsed.flatMap(({ chunk }) => chunk.missing));
  return missing.size > 20 || [...missing].some((name) => text.includes(`&${name}`));
}

function parseOnce(draft: Draft, text: string, known: ReadonlyMap<string, Chunk> | undefined): Chunk {
  const chunk = draft.chunks.get(text) ?? known?.get(text) ?? readYaml(text);
  draft.chunks.set(text, chunk);
  return chunk;
}

function addProblems(draft: Draft, problems: readonly Problem[], base: number): void {
  for (const { span, message } of problems) {
    if (draft.problems.length >= MAX_PROBLEMS) return;
    draft.problems.push({ span: { start: span.start + base, end: span.end + base }, message });
  }
}

function addTopLevel(draft: Draft, root: RawNode, base: number): void {
  if (root.kind !== 'map') return;
  draft.open ||= root.open === true;
  for (const { key, value } of root.entries) {
    if (key === 'Metadata' && value.kind === 'map')
      draft.metadata = { start: base + value.start, end: base + value.end };
    if (key === 'functions') draft.serverless = true;
    if (key === 'resources') addServerless(draft, value, base);
    else addMembers(draft, key, value, base);
  }
}

function addServerless(draft: Draft, value: RawNode, base: number): void {
  for (const part of value.kind === 'list' ? value.items : [value]) {
    const file = part.kind === 'scalar' ? includedFile(String(part.value)) : undefined;
    if (file) draft.includes.push(file);
    else if (part.kind !== 'map') draft.open ||= isUnseen(part);
    if (!file && part.kind !== 'map') continue;
    draft.serverless = true;
    if (part.kind !== 'map') continue;
    for (const entry of part.entries) addSection(draft, entry.key, entry.value, base);
  }
}

/** A section of `resources`, or the file in which it stands. */
function addSection(draft: Draft, section: string, value: RawNode, base: number): void {
  const file = value.kind === 'scalar' ? includedFile(String(value.value)) : undefined;
  if (file) draft.includes.push({ ...file, section });
  else addMembers(draft, section, value, base);
}

function addMembers(draft: Draft, section: string, value: RawNode, base: number): void {
  const members = draft.sections.get(section) ?? [];
  if (section === 'Resources') draft.open ||= isUnseen(value);
  if (value.kind === 'map') for (const each of value.entries) members.push(memberOf(each, base));
  // the steps of a pipeline; no section of a template is a list
  else if (value.kind === 'list') members.push(...value.items.map((item) => unnamed(item, base)));
  // `provider: aws` is short for its name
  else if (value.kind === 'scalar' && section === 'provider') members.push({ ...unnamed(value, base), key: 'name' });
  else return;
  draft.sections.set(section, members);
}

/** True where more is to come than stands there: a foreign tag, a variable of the Serverless Framework. */
function isUnseen(value: RawNode): boolean {
  if (value.kind === 'map') return value.open === true;
  return value.kind === 'unknown' || (value.kind === 'scalar' && String(value.value).includes('${'));
}

/** Spelled out: a copy with one more property takes many times as long. */
function memberOf({ key, keyStart, keyEnd, value }: RawEntry, base: number): Member {
  return { key, keyStart, keyEnd, value, base };
}

function unnamed(item: RawNode, base: number): Member {
  return { key: '', keyStart: item.start, keyEnd: item.start, value: item, base };
}
