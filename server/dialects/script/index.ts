// Reads TypeScript and JavaScript: AWS SDK calls, CDK constructs, and calls that decide about TLS and cryptography.
import { inApplication } from '../../core/cdk-application';
import { withoutForeign } from '../../core/endpoint';
import type { Adapter, Document, Problem, Resource, Unit } from '../../core/resource';
import type { SourceText, Span } from '../../core/text';
import { withServiceCalls } from '../../core/workflow/constructs';
import type { Node } from './ast';
import { cdkConstruct, withMethodCalls } from './cdk';
import { isOfInterest, isScriptPath, refusal } from './claims';
import { collect } from './collect';
import { editScript, type Parse } from './edit';
import { exportedSettings } from './exported';
import { environmentChange, libraryCall } from './facts';
import { stillThere } from './last-good';
import { opened } from './objects';
import { STEPS_PER_RESOURCE, type Reader } from './reader';
import { languageOf } from './resources';
import type { CallSite, Collected } from './scope';
import { sdkCall } from './sdk';

/** Parses a script; undefined while the parser isn't loaded, or where the text can't be parsed at all. */
export type ParseScript = Parse;

/** One script, read. `isParsed` is false where the parser wasn't there or gave up: read it again then. */
export interface ScriptFile {
  readonly document: Document;
  readonly resources: readonly Resource[];
  readonly isParsed: boolean;
  /** The parser's own tree, from which the next version is read faster; only of files that are being typed in. */
  readonly tree?: object;
}

/** At most this many steps of evaluation for one file, so that no text can take long. */
const STEPS_PER_FILE = 400_000;

/** The adapter for scripts. The parser is handed in, because hosts load it lazily; without it documents are empty. */
export function createScriptAdapter(parse: ParseScript): Adapter<ScriptFile> {
  return {
    name: 'script',
    claims: (path, text, unclaimed) => isScriptPath(path) && isOfInterest(text, unclaimed),
    read: (source, previous) => read(parse, source, previous),
    unitFolder: () => undefined,
    resolve: (files, around): Unit => ({
      documents: files.map((f) => f.document),
      resources: files.flatMap((f) => inApplication(f.resources, f.document.source, around)),
    }),
    edit: (unit, resource, change) => editScript(parse, unit, resource, change),
  };
}

function read(parse: ParseScript, source: SourceText, previous: ScriptFile | undefined): ScriptFile {
  const reason = refusal(source.text);
  if (reason !== undefined) {
    return empty(source, [{ span: { start: 0, end: 0 }, message: reason }], true);
  }
  const parsed = parse(source.text, source.path, previous?.tree);
  if (!parsed) return lastGood(source, previous);
  try {
    const collected = collect(parsed.ast as Node, source.text);
    const resources = withOpened(resourcesOf(source, collected), parsed.unsure ?? []);
    const file = { document: documentOf(source, []), resources, isParsed: true };
    // trees are large: a file that is read for the first time may never be read again
    return previous && parsed.tree ? { ...file, tree: parsed.tree } : file;
  } catch {
    // Trees of half-typed text may lack parts that the types promise; such a text gives no new findings, never a crash.
    return lastGood(source, previous, [{ span: { start: 0, end: 0 }, message: 'This script could not be read.' }]);
  }
}

/** What is half typed may say more in a moment: nothing is missing there for sure. */
function withOpened(resources: readonly Resource[], unsure: readonly Span[]): readonly Resource[] {
  if (unsure.length === 0) return resources;
  const isUnsure = ({ span }: Resource): boolean =>
    unsure.some(({ start, end }) => span.start < end && span.end > start);
  return resources.map((resource) => (isUnsure(resource) ? { ...resource, body: opened(resource.body) } : resource));
}

/** A text that can't be read, most likely for a moment, says what it said before, so that nothing flickers. */
function lastGood(source: SourceText, previous: ScriptFile | undefined, problems: readonly Problem[] = []): ScriptFile {
  if (!previous) return empty(source, problems, problems.length > 0);
  const resources = stillThere(previous.resources, previous.document.source.text, source.text);
  return { document: documentOf(source, problems), resources, isParsed: previous.isParsed };
}

function documentOf(source: SourceText, problems: readonly Problem[]): Document {
  return { source, language: languageOf(source.path), problems };
}

function empty(source: SourceText, problems: readonly Problem[], isParsed: boolean): ScriptFile {
  return { document: documentOf(source, problems), resources: [], isParsed };
}

/** Every resource of a parsed script, in the order of the text. */
function resourcesOf(source: SourceText, collected: Collected): Resource[] {
  const reader: Reader = {
    uri: source.uri,
    path: source.path,
    text: source.text,
    functions: collected.functions,
    numbers: collected.numbers,
    steps: 0,
    depth: 0,
    open: new Set(),
    calling: new Map(),
  };
  let left = STEPS_PER_FILE;
  const bounded = <T>(work: () => T): T => {
    const given = Math.min(STEPS_PER_RESOURCE, left);
    reader.steps = given;
    const result = work();
    left -= given - Math.max(reader.steps, 0);
    return result;
  };
  // Without the modules' names in the text there is nothing to follow: most files save the work.
  const hasSdk = source.text.includes('aws-sdk');
  const hasCdk = /aws-cdk|cdktf|cdktn/.test(source.text);
  const plain: Resource[] = [];
  const constructs: Resource[] = [];
  for (const call of collected.calls) {
    const construct = hasCdk ? bounded(() => cdkConstruct(reader, call)) : undefined;
    if (construct) constructs.push(construct);
    else plain.push(...bounded(() => plainCall(reader, call, hasSdk)));
  }
  for (const { node, context } of collected.assignments) {
    const change = bounded(() => environmentChange(reader, node, context));
    if (change) plain.push(change);
    plain.push(...bounded(() => exportedSettings(reader, node, context)));
  }
  const complete = bounded(() => withMethodCalls(reader, constructs, collected));
  const all = [...withoutForeign(plain), ...withServiceCalls(complete)];
  return all.sort((a, b) => a.span.start - b.span.start);
}

function plainCall(reader: Reader, call: CallSite, hasSdk: boolean): Resource[] {
  const found = (hasSdk ? sdkCall(reader, call) : undefined) ?? libraryCall(reader, call);
  return found ? [found] : [];
}
