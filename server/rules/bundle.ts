// The rules as one piece of data for the published bundles: made when they are built, read when they start.
import type { Kind } from '../core/kind';
import { isData, kindFromData } from './kind-data';
import { loadKind } from './load';

/** What the bundles carry: the data of every kind file, without the examples. */
export interface RuleBundle {
  readonly kinds: readonly unknown[];
}

/** Compiles the texts of all kind files, in the order of their paths. Throws where one is broken: nothing broken is published. */
export function bundleRules(files: readonly { readonly path: string; readonly text: string }[]): RuleBundle {
  const ordered = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { kinds: ordered.map((file) => withoutExamples(file)) };
}

function withoutExamples({ path, text }: { readonly path: string; readonly text: string }): unknown {
  const { data, complaints } = loadKind(text);
  const [first] = complaints;
  if (first) throw new Error(`${path}:${String(first.line)}: ${first.message}`);
  if (!isData(data)) return data;
  const rules = Array.isArray(data.rules) ? data.rules : [];
  return {
    ...data,
    rules: rules.map((rule: unknown) =>
      isData(rule) ? Object.fromEntries(Object.entries(rule).filter(([name]) => name !== 'examples')) : rule,
    ),
  };
}

/** The kinds of a bundle. */
export function kindsOf(bundle: RuleBundle): readonly Kind[] {
  return bundle.kinds.map((data) => kindFromData(data)).filter((kind) => kind !== undefined);
}
