// What every kind file has to fulfil beyond being understood: the schema, unique ids, pages of AWS, examples in both template dialects.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { Kind, Rule } from '../../../server/core/kind';
import { allExamples } from '../../support/examples';
import { kindFiles, root } from '../../support/kinds';

const rules = (): readonly { readonly kind: Kind; readonly rule: Rule }[] =>
  kindFiles().flatMap(({ kind }) => kind?.rules.map((rule) => ({ kind, rule })) ?? []);

describe('kind files', () => {
  it('fit the schema that editors complete from', () => {
    const schema = JSON.parse(readFileSync(join(root, 'rules/kind.schema.json'), 'utf8')) as Record<string, unknown>;
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    const wrong = kindFiles().flatMap(({ path, data }) =>
      validate(data)
        ? []
        : (validate.errors ?? []).slice(0, 3).map((error) => `${path}${error.instancePath} ${error.message ?? ''}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('are where their names say', () => {
    const wrong = kindFiles().filter(({ kind, path }) => `${kind?.id.replace('.', '/') ?? ''}.yaml` !== path);
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });

  it('have rule ids that nobody else has', () => {
    const ids = rules().map(({ rule }) => rule.id);
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      [],
    );
  });

  it('name a page of AWS for every rule', () => {
    const AWS = /^https:\/\/(docs\.aws\.amazon\.com|aws\.amazon\.com|repost\.aws)\//;
    assert.deepEqual(
      rules()
        .filter(({ rule }) => !rule.references.some((page) => AWS.test(page)))
        .map(({ rule }) => rule.id),
      [],
    );
  });

  it('keep out of the baseline what AWS does not say in its documentation', () => {
    const DOCUMENTED = /^https:\/\/docs\.aws\.amazon\.com\//;
    const UNVERIFIED = /\b(AWS|It) does not (say|document)\b/;
    const wrong = rules().filter(
      ({ rule }) =>
        rule.profile === 'baseline' &&
        (UNVERIFIED.test(rule.why) || !rule.references.some((page) => DOCUMENTED.test(page))),
    );
    assert.deepEqual(
      wrong.map(({ rule }) => rule.id),
      [],
    );
  });

  it('say in a baseline rule nothing of a missing customer key', () => {
    const wrong = rules().filter(({ rule }) => rule.id.endsWith('-no-customer-key') && rule.profile === 'baseline');
    assert.deepEqual(
      wrong.map(({ rule }) => rule.id),
      [],
    );
  });

  it('show every rule at work: a bad text, and one that is not known, in the template dialects it is bound to', () => {
    const examples = allExamples();
    const missing = rules().flatMap(({ kind, rule }) => {
      const own = examples.filter((example) => example.rule === rule.id);
      const languages = (['cloudformation', 'terraform'] as const).filter(
        (language) => own.some((example) => example.language === language) || isBound(kind, rule, language),
      );
      return [
        ...(own.some(({ bad }) => bad) ? [] : [`${rule.id}: no bad example`]),
        ...languages.flatMap((language) =>
          own.some((example) => example.language === language && example.bad)
            ? []
            : [`${rule.id}: no bad example in ${language}`],
        ),
        ...(languages.length === 0 || own.some(({ unknown }) => unknown !== undefined)
          ? []
          : [`${rule.id}: no unknown example`]),
      ];
    });
    assert.deepEqual(missing, []);
  });
});

/** True where the rule can speak in this dialect: its kind has types there, and a required fact has a place there. */
function isBound(kind: Kind, rule: Rule, dialect: 'cloudformation' | 'terraform'): boolean {
  if (kind.bind[dialect].length === 0 || (rule.dialects && !rule.dialects.includes(dialect))) return false;
  return namesIn(rule.require).some((name) => hasPlace(kind, name, dialect));
}

function namesIn(condition: Rule['require']): readonly string[] {
  if (condition.kind === 'fact') return [condition.fact];
  return condition.kind === 'not' ? namesIn(condition.of) : condition.of.flatMap(namesIn);
}

function hasPlace(kind: Kind, name: string, dialect: 'cloudformation' | 'terraform'): boolean {
  const fact = kind.facts[name];
  return (
    (fact?.sources[dialect]?.length ?? 0) > 0 ||
    (fact?.derive?.from.some((from) => hasPlace(kind, from, dialect)) ?? false)
  );
}
