// The JSON schema of `.cipherlint.yaml`: for editors of YAML, and what our own completion goes by.
import type { Rule } from '../core/kind';
import { FRAMEWORKS, defaultSettings } from '../core/settings';

/** The part of JSON Schema that is used here. */
export interface Schema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  /** Beside `enum`, as VS Code knows it. */
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly uniqueItems?: boolean;
}

const LEVEL: Schema = {
  type: 'string',
  enum: ['off', 'hint', 'info', 'warning', 'error'],
  enumDescriptions: [
    'Not shown.',
    'Shown as a hint.',
    'Shown as information.',
    'Shown as a warning.',
    'Shown as an error.',
  ],
};
/** Written once: there are hundreds of rules. */
const LEVEL_REF: Schema = { $ref: '#/definitions/level' };
const RULES_REF: Schema = { $ref: '#/definitions/rules' };
const TEXTS: Schema = { type: ['array', 'string'], items: { type: 'string' } };

/** The schema, with every rule by name. */
export function configSchema(rules: readonly Pick<Rule, 'id' | 'title'>[]): Schema {
  const { baseline, ...below } = settingsSchema();
  const override: Schema = {
    type: 'object',
    required: ['paths'],
    additionalProperties: false,
    properties: {
      paths: described(TEXTS, 'Files for which these settings hold: patterns as in .gitignore.'),
      ...below,
    },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of Cipherlint',
    definitions: { level: LEVEL, rules: rulesSchema(rules) },
    type: 'object',
    additionalProperties: false,
    properties: {
      ...below,
      ...(baseline ? { baseline } : {}),
      overrides: described(
        { type: 'array', items: override },
        'Settings for some paths only. A later one lies on top of an earlier one.',
      ),
      $schema: { type: 'string' },
    },
  };
}

function described(schema: Schema, description: string): Schema {
  return { ...schema, description };
}

function rulesSchema(rules: readonly Pick<Rule, 'id' | 'title'>[]): Schema {
  return {
    type: 'object',
    properties: Object.fromEntries(rules.map(({ id, title }) => [id, described(LEVEL_REF, title)])),
    patternProperties: { '\\*': LEVEL_REF },
    additionalProperties: false,
  };
}

function settingsSchema(): Readonly<Record<string, Schema>> {
  return {
    profile: {
      description: 'Which rules are shown. Each profile holds the one before it.',
      type: 'string',
      enum: ['baseline', 'customer-keys', 'strict'],
      enumDescriptions: [
        'Only what is really unencrypted, in plain text, weak or switched off.',
        "Also every store whose key is AWS's and not one of your own.",
        'Everything, including policies that demand encrypted transport and hints on privacy.',
      ],
      default: defaultSettings.profile,
    },
    rules: described(RULES_REF, 'A level for rules by name or pattern (s3-*). The last pattern that fits decides.'),
    exclude: described(TEXTS, 'Files that are not looked at: patterns as in .gitignore.'),
    classification: classificationSchema(),
    compliance: {
      description: 'Only rules that map to one of these frameworks. Empty: all rules.',
      type: ['array', 'string'],
      uniqueItems: true,
      items: { type: 'string', enum: Object.keys(FRAMEWORKS), enumDescriptions: Object.values(FRAMEWORKS) },
    },
    values: valuesSchema(),
    varFiles: described(
      TEXTS,
      'Variable files that Terraform is told to use, the strongest last. Relative to this file.',
    ),
    baseline: {
      description: 'A file made by "cipherlint baseline": what it knows is not shown. Relative to this file.',
      type: 'string',
    },
  };
}

function classificationSchema(): Schema {
  const { tags, values } = defaultSettings.classification;
  return {
    description:
      'How resources that hold sensitive data are recognised. They get the rules for customer keys and encrypted transport, whatever the profile.',
    type: 'object',
    additionalProperties: false,
    properties: {
      tags: { ...TEXTS, description: 'Names of the tags that classify a resource.', default: tags },
      values: { ...TEXTS, description: 'Values of those tags that mean sensitive data.', default: values },
    },
  };
}

function valuesSchema(): Schema {
  const names = (description: string): Schema => ({ description, type: 'object', additionalProperties: true });
  return {
    description: 'Values for what only a deployment knows, for linting.',
    type: 'object',
    additionalProperties: false,
    properties: {
      terraform: names('Variables of the Terraform module that is deployed, by name.'),
      cloudformation: names('Parameters of CloudFormation and SAM templates, by name.'),
      environment: names('Environment variables of programs and shell scripts, by name.'),
    },
  };
}
