// Every rule has a bad, a good and an unknown example in every dialect and language in which it can speak, but for exceptions with a reason.
import assert from 'node:assert/strict';
import type { Kind, Rule } from '../../../server/core/kind';
import { factsIn } from '../../../server/core/reads';
import type { Dialect } from '../../../server/core/resource';
import { allExamples, type Example } from '../../support/examples';
import { kindFiles } from '../../support/kinds';
import { EXCEPTIONS, type Form, type Part } from './example-exceptions';

const PARTS: readonly Part[] = ['bad', 'good', 'unknown'];

const FORMS: Readonly<Record<Form, { readonly dialect: Dialect; readonly language: Example['language'] }>> = {
  cloudformation: { dialect: 'cloudformation', language: 'cloudformation' },
  terraform: { dialect: 'terraform', language: 'terraform' },
  'sdk python': { dialect: 'sdk', language: 'python' },
  'sdk typescript': { dialect: 'sdk', language: 'typescript' },
  'cdk typescript': { dialect: 'cdk', language: 'typescript' },
};

/** Calls of libraries that only one of the two languages has. */
const ONLY_IN: Readonly<Record<string, Example['language']>> = {
  python: 'python',
  'sagemaker-sdk': 'python',
  node: 'typescript',
  npm: 'typescript',
};

/** A cell of the table: a rule in a form, without one of its examples. */
interface Gap {
  readonly rule: string;
  readonly form: Form;
  readonly part: Part;
}

function typesIn(kind: Kind, form: Form): readonly string[] {
  const { dialect, language } = FORMS[form];
  if (dialect !== 'sdk') return kind.bind[dialect];
  return [...kind.bind.sdk, ...kind.bind.sdkUpdates].filter((type) => {
    const only = ONLY_IN[type.split(':')[0] ?? ''];
    return only === undefined || only === language;
  });
}

/** True where the rule can speak: the kind has types there, and the dialect has a place for a required fact. */
function isBound(kind: Kind, rule: Rule, form: Form): boolean {
  const { dialect } = FORMS[form];
  if (typesIn(kind, form).length === 0 || (rule.dialects && !rule.dialects.includes(dialect))) return false;
  return factsIn(rule.require).some((name) => hasPlace(kind, name, dialect));
}

function hasPlace(kind: Kind, name: string, dialect: Dialect): boolean {
  const fact = kind.facts[name];
  return (
    (fact?.sources[dialect]?.length ?? 0) > 0 ||
    (fact?.derive?.from.some((from) => hasPlace(kind, from, dialect)) ?? false)
  );
}

function formOf({ language, bad, good, unknown }: Example): Form | undefined {
  const isConstruct = /aws-cdk-lib|@aws-cdk|aws_cdk/.test(bad?.text ?? good ?? unknown ?? '');
  if (language === 'cloudformation' || language === 'terraform') return language;
  if (language === 'python') return isConstruct ? undefined : 'sdk python';
  if (language === 'typescript') return isConstruct ? 'cdk typescript' : 'sdk typescript';
  return undefined;
}

function keyOf({ rule, form, part }: Gap): string {
  return `${rule}: no ${part} example in ${form}`;
}

/** Which examples there are, as keys of the gaps that they fill. */
function filled(): ReadonlySet<string> {
  const keys = allExamples().flatMap((example) => {
    const form = formOf(example);
    if (!form) return [];
    return PARTS.filter((part) => example[part] !== undefined).map((part) => keyOf({ rule: example.rule, form, part }));
  });
  return new Set(keys);
}

function gaps(): readonly string[] {
  const there = filled();
  const forms = Object.keys(FORMS) as Form[];
  return kindFiles()
    .flatMap(({ kind }) => (kind ? kind.rules.map((rule) => ({ kind, rule })) : []))
    .flatMap(({ kind, rule }) => forms.filter((form) => isBound(kind, rule, form)).map((form) => ({ rule, form })))
    .flatMap(({ rule, form }) => PARTS.map((part) => keyOf({ rule: rule.id, form, part })))
    .filter((key) => !there.has(key));
}

const excepted: readonly string[] = EXCEPTIONS.flatMap(({ rules, forms, parts }) =>
  rules.flatMap((rule) => forms.flatMap((form) => parts.map((part) => keyOf({ rule, form, part })))),
);

describe('example coverage', () => {
  it('shows every rule bad, good and unknown in every form in which it can speak', () => {
    const known = new Set(excepted);
    assert.deepEqual(
      gaps().filter((gap) => !known.has(gap)),
      [],
    );
  });

  it('has no exception for an example that is there, or for a rule that is gone', () => {
    const open = new Set(gaps());
    assert.deepEqual(
      excepted.filter((key) => !open.has(key)),
      [],
    );
  });
});
