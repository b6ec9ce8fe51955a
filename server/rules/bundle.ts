// The rules as one piece of data for the published bundles: made when they are built, read when they start.
import type { Binding, Kind } from '../core/kind';
import { indexEntries, type KindEntry, type KindIndex } from '../core/kind-index';
import { complianceOf, type Compliance } from './compliance';
import { isData, type Data } from './data-reader';
import { kindFromData } from './kind-data';
import { loadKind } from './load';
import type { Schema } from './schema-check';

/** What the bundles carry: every kind without the examples, with the controls that its rules map to. */
export interface RuleBundle {
  readonly kinds: readonly BundledKind[];
  /** Of kind files, for those that a workspace brings. */
  readonly schema: Schema;
}

/** A kind of which nobody may ask: only what it is found by is ready to use. */
interface BundledKind {
  readonly bind: Binding;
  readonly rules: readonly string[];
  /** The rest as JSON in JSON: a long string is read several times faster than what it says. */
  readonly data: string;
}

export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

/** Compiles the texts of all kind files, in the order of their paths. Throws where one is broken: nothing broken is published. */
export function bundleRules(files: readonly RuleFile[], compliance: Compliance, schema: Schema): RuleBundle {
  const ordered = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { kinds: ordered.map((file) => bundled(file, compliance)), schema };
}

function bundled({ path, text }: RuleFile, compliance: Compliance): BundledKind {
  const { data, kind, complaints } = loadKind(text);
  const [first] = complaints;
  if (first) throw new Error(`${path}:${String(first.line)}: ${first.message}`);
  if (!isData(data) || !kind) throw new Error(`${path}: this is not a kind.`);
  const rules = Array.isArray(data.rules) ? data.rules.filter(isData) : [];
  const complete = rules.map((rule) => ({ ...withoutExamples(rule), compliance: complianceOf(rule, compliance) }));
  return {
    bind: kind.bind,
    rules: kind.rules.map(({ id }) => id),
    data: JSON.stringify({ ...data, rules: complete }),
  };
}

function withoutExamples(rule: Data): Data {
  return Object.fromEntries(Object.entries(rule).filter(([name]) => name !== 'examples'));
}

/** The index over a bundle; each kind is read when the first resource of it is met. */
export function indexBundle(bundle: Pick<RuleBundle, 'kinds'>): KindIndex {
  return indexEntries(bundle.kinds.map(entryOf));
}

function entryOf({ bind, data }: BundledKind): KindEntry {
  let kind: Kind | undefined;
  return { bind, kind: () => (kind ??= kindFromData(JSON.parse(data)) ?? EMPTY) };
}

/** Stands for a kind that could not be read; the build refuses such files, so nobody meets it. */
const EMPTY: Kind = {
  id: '',
  noun: '',
  bind: { cloudformation: [], terraform: [], cdk: [], sdk: [], sdkUpdates: [] },
  scopes: {},
  facts: {},
  store: undefined,
  rules: [],
};

/** The ids of all rules, without reading the kinds. */
export function ruleIdsOf(bundle: Pick<RuleBundle, 'kinds'>): readonly string[] {
  return bundle.kinds.flatMap(({ rules }) => rules);
}
