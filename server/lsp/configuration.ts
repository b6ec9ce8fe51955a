// The editor's settings, read with care: what is not understood is left out.
import { PROFILES } from '../core/kind';
import { RULE_LEVELS, type RuleLevel, type Settings } from '../core/settings';
import { isRecord, readValues } from '../rules/config-settings';

/** Reads the section `cipherlint` as an editor sends it. */
export function readEditorSettings(value: unknown): Partial<Settings> {
  if (typeof value !== 'object' || value === null) return {};
  const data = value as Readonly<Record<string, unknown>>;
  const profile = PROFILES.find((name) => name === data.profile);
  const rules = levels(data.rules);
  const classification = data.classification;
  return {
    ...(profile ? { profile } : {}),
    ...(rules ? { rules } : {}),
    ...(Array.isArray(data.exclude) ? { exclude: texts(data.exclude) } : {}),
    ...(Array.isArray(data.compliance) ? { compliance: texts(data.compliance) } : {}),
    ...(Array.isArray(data.varFiles) ? { varFiles: texts(data.varFiles) } : {}),
    ...(isRecord(data.values)
      ? { values: readValues({ data: data.values, path: [], complain: () => undefined, ruleIds: [] }) }
      : {}),
    ...(isClassification(classification)
      ? {
          classification: {
            tags: texts(classification.tags),
            values: texts(classification.values).map((word) => word.toLowerCase()),
          },
        }
      : {}),
  };
}

/** True where the section asks for code lenses. */
export function asksForCodeLens(value: unknown): boolean {
  return isRecord(value) && value.codeLens === true;
}

/** True where the section asks for files that are not open to be looked at, too. */
export function asksForWorkspaceScan(value: unknown): boolean {
  return isRecord(value) && value.workspaceScan === 'on';
}

function levels(value: unknown): Settings['rules'] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = Object.entries(value).flatMap(([pattern, wanted]): readonly (readonly [string, RuleLevel])[] => {
    const level = RULE_LEVELS.find((word) => word === wanted);
    return level ? [[pattern, level]] : [];
  });
  return Object.fromEntries(known);
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((item): item is string => typeof item === 'string');
}

function isClassification(value: unknown): value is { tags: unknown[]; values: unknown[] } {
  if (typeof value !== 'object' || value === null) return false;
  const { tags, values } = value as { tags?: unknown; values?: unknown };
  return Array.isArray(tags) && tags.length > 0 && Array.isArray(values) && values.length > 0;
}
