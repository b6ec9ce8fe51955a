// Which controls of which standards a rule speaks for: read from `compliance/`, so that rule files name nothing but controls of Security Hub.
import { parse } from 'yaml';
import { matchesPattern } from '../core/settings';
import { isData, strings, type Data } from './data-reader';

/** A standard, such as `hipaa`, and the page that describes it. */
export interface Framework {
  readonly id: string;
  readonly title: string;
  readonly page: string;
}

/** Rules that a control speaks for: every list that is not empty must fit, and no exception. */
interface Selector {
  readonly themes: readonly string[];
  readonly profiles: readonly string[];
  readonly rules: readonly string[];
  readonly except: readonly string[];
}

interface Control {
  readonly framework: string;
  readonly id: string;
  readonly source: string;
  readonly for: readonly Selector[];
}

export interface Compliance {
  readonly frameworks: readonly Framework[];
  readonly controls: readonly Control[];
  /** A control of Security Hub to the controls of standards that AWS relates it to. */
  readonly securityHub: ReadonlyMap<string, Lists>;
}

/** Standards to their controls. */
export type Lists = Readonly<Record<string, readonly string[]>>;

/** The name under which a rule file lists controls of Security Hub. */
export const SECURITY_HUB = 'security-hub';

/** Reads the texts of `frameworks.yaml` and `security-hub.yaml`. What is not understood is left out; the tests compare. */
export function readCompliance(frameworks: string, securityHub: string): Compliance {
  const standards = entriesOf(parse(frameworks) as unknown);
  return {
    frameworks: standards.map(([id, data]) => ({ id, title: textOf(data.title), page: textOf(data.page) })),
    controls: standards.flatMap(([framework, data]) =>
      entriesOf(data.controls).map(([id, control]) => ({
        framework,
        id,
        source: textOf(control.source),
        for: listOf(control.for).filter(isData).map(selectorOf),
      })),
    ),
    securityHub: new Map(
      entriesOf(parse(securityHub) as unknown).map(([id, control]) => [id, listsOf(control.maps)] as const),
    ),
  };
}

/** What the data of a rule maps to: by its theme, profile and id, by its controls of Security Hub, and what it says itself. */
export function complianceOf(rule: Data, { controls, securityHub }: Compliance): Lists {
  const own = listsOf(rule.compliance);
  const related = (own[SECURITY_HUB] ?? []).map((id) => securityHub.get(id) ?? {});
  const general = controls
    .filter((control) => control.for.some((selector) => fits(rule, selector)))
    .map(({ framework, id }) => ({ [framework]: [id] }));
  return merged([...general, ...related, own]);
}

function fits(rule: Data, { themes, profiles, rules, except }: Selector): boolean {
  const id = textOf(rule.id);
  return (
    (themes.length === 0 || themes.includes(textOf(rule.theme))) &&
    (profiles.length === 0 || profiles.includes(textOf(rule.profile))) &&
    (rules.length === 0 || rules.some((pattern) => matchesPattern(pattern, id))) &&
    !except.some((pattern) => matchesPattern(pattern, id))
  );
}

function merged(all: readonly Lists[]): Lists {
  const lists: Record<string, readonly string[]> = {};
  for (const one of all)
    for (const [framework, ids] of Object.entries(one))
      lists[framework] = [...new Set([...(lists[framework] ?? []), ...ids])];
  return lists;
}

function selectorOf(data: Data): Selector {
  const texts = (value: unknown): readonly string[] => strings(value, { complaints: [], path: [] });
  return {
    themes: texts(data.themes),
    profiles: texts(data.profiles),
    rules: texts(data.rules),
    except: texts(data.except),
  };
}

function entriesOf(value: unknown): readonly (readonly [string, Data])[] {
  return isData(value)
    ? Object.entries(value).flatMap(([id, data]) => (isData(data) ? [[id, data] as const] : []))
    : [];
}

function listsOf(value: unknown): Lists {
  const entries = isData(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, ids]) => [name, strings(ids, { complaints: [], path: [] })]));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
