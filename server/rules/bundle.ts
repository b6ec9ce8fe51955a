// The rules as one piece of data for the published bundles: made when they are built, read when they start.
import type { Kind } from '../core/kind';
import { indexEntries, type KindEntry, type KindIndex } from '../core/kind-index';
import { complianceOf, type Compliance } from './compliance';
import { isData, kindFromData, readBinding, type Data } from './kind-data';
import { loadKind } from './load';
import type { Schema } from './schema-check';

/** What the bundles carry: the data of every kind file, without the examples, with the controls that the rules map to. */
export interface RuleBundle {
  readonly kinds: readonly unknown[];
  /** Of kind files, for those that a workspace brings. */
  readonly schema: Schema;
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

function bundled({ path, text }: RuleFile, compliance: Compliance): unknown {
  const { data, complaints } = loadKind(text);
  const [first] = complaints;
  if (first) throw new Error(`${path}:${String(first.line)}: ${first.message}`);
  if (!isData(data)) return data;
  const rules = Array.isArray(data.rules) ? data.rules : [];
  return {
    ...data,
    rules: rules.map((rule: unknown) =>
      isData(rule) ? { ...withoutExamples(rule), compliance: complianceOf(rule, compliance) } : rule,
    ),
  };
}

function withoutExamples(rule: Data): Data {
  return Object.fromEntries(Object.entries(rule).filter(([name]) => name !== 'examples'));
}

/** The index over a bundle; each kind is read when the first resource of it is met. */
export function indexBundle(bundle: Pick<RuleBundle, 'kinds'>): KindIndex {
  return indexEntries(bundle.kinds.filter(isData).map(entryOf));
}

function entryOf(data: Data): KindEntry {
  let kind: Kind | undefined;
  return {
    bind: readBinding(data.bind, { complaints: [], path: [] }),
    kind: () => (kind ??= kindFromData(data) ?? EMPTY),
  };
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
  return bundle.kinds.flatMap((data) => {
    const rules = isData(data) && Array.isArray(data.rules) ? data.rules : [];
    return rules.flatMap((rule: unknown) => (isData(rule) && typeof rule.id === 'string' ? [rule.id] : []));
  });
}
