// Parameters and variables that take a key: what they say, and where a template or module keeps such things.
import { indentStep } from './edit/lines';
import { baseName, folderOf } from './paths';
import type { Document, Unit } from './resource';
import { lineEnding, type SourceText, type TextEdit } from './text';

/** What a parameter or variable is to say of itself. */
export interface Input {
  readonly name: string;
  /** The ARN that holds where nothing else is given; without one the deployment asks for a key and checks what it gets. */
  readonly standard: string | undefined;
}

const DESCRIPTION = 'ARN of the KMS key that encrypts the data';
/** What CloudFormation and Terraform let through: the ARN of a key, no alias. */
const PATTERN = '^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$';
const CONSTRAINT = 'must be the ARN of a KMS key';

/** `wish`, or the first of `wish2`, `wish3`... that none of the texts mentions. */
export function unusedName(texts: readonly string[], wish: string): string {
  const taken = (name: string): boolean => texts.some((text) => new RegExp(`\\b${name}\\b`).test(text));
  let name = wish;
  for (let i = 2; taken(name); i++) name = `${wish}${String(i)}`;
  return name;
}

/** The name of a new input for a file: one that its template, or no file of its module, mentions yet. */
export function inputName(unit: Unit, { source, language }: Document): string {
  if (language !== 'hcl') return unusedName([source.text], 'KmsKeyArn');
  const texts = moduleOf(unit, source).map((each) => each.source.text);
  return unusedName(texts, 'kms_key_arn');
}

function moduleOf(unit: Unit, source: SourceText): readonly Document[] {
  return unit.documents.filter((each) => folderOf(each.source.path) === folderOf(source.path));
}

/** Where a variable belongs: `variables.tf` of the module where it has one, else the file itself. */
export function homeOf(unit: Unit, source: SourceText): SourceText {
  return moduleOf(unit, source).find((each) => baseName(each.source.path) === 'variables.tf')?.source ?? source;
}

/** The edit that adds the variable at the end of a file. */
export function addVariable({ text }: SourceText, { name, standard }: Input): TextEdit {
  const eol = lineEnding(text);
  const check =
    standard === undefined
      ? [
          '',
          '  validation {',
          `    condition     = can(regex("${PATTERN}", var.${name}))`,
          `    error_message = "The value of ${name} ${CONSTRAINT}."`,
          '  }',
        ]
      : [`  default     = "${standard}"`];
  const block = [
    `variable "${name}" {`,
    '  type        = string',
    `  description = "${DESCRIPTION}"`,
    ...check,
    '}',
    '',
  ];
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  return insertion(text.length, gap + block.join(eol));
}

/** The edit that adds the parameter in front of the others; `Parameters` is made in front of `Resources` where there is none. */
export function addParameter({ source, language }: Document, input: Input): TextEdit | undefined {
  return language === 'json' ? inJson(source.text, input) : inYaml(source.text, input);
}

function parameterOf({ standard }: Input): Readonly<Record<string, string>> {
  const common = { Type: 'String', Description: DESCRIPTION };
  return standard === undefined
    ? { ...common, AllowedPattern: PATTERN, ConstraintDescription: CONSTRAINT }
    : { ...common, Default: standard };
}

function inYaml(text: string, input: Input): TextEdit | undefined {
  const [eol, step] = [lineEnding(text), indentStep(text, { start: 0, end: text.length })];
  const inner = Object.entries(parameterOf(input)).map(
    ([key, value]) => `${step}${step}${key}: ${key === 'AllowedPattern' ? `'${value}'` : value}`,
  );
  const lines = [`${step}${input.name}:`, ...inner].map((line) => line + eol).join('');
  const section = /^Parameters:[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (section) return insertion(section.index + section[0].length, lines);
  const resources = /^Resources:/m.exec(text);
  return resources ? insertion(resources.index, `Parameters:${eol}${lines}${eol}`) : undefined;
}

function inJson(text: string, input: Input): TextEdit | undefined {
  const [eol, step] = [lineEnding(text), indentStep(text, { start: 0, end: text.length })];
  const body = JSON.stringify(parameterOf(input), null, step);
  const written = `"${input.name}": ${body}`.replaceAll('\n', eol + step + step);
  const section = /^[ \t]*"Parameters"[ \t]*:[ \t]*\{[ \t]*\r?\n/m.exec(text);
  if (section) return insertion(section.index + section[0].length, `${step}${step}${written},${eol}`);
  const resources = /^[ \t]*"Resources"[ \t]*:/m.exec(text);
  const start = `${step}"Parameters": {${eol}${step}${step}`;
  return resources ? insertion(resources.index, `${start}${written}${eol}${step}},${eol}`) : undefined;
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}
