// A key from outside, where none is in reach: a new parameter, variable or environment variable that takes its ARN.
import { serviceName, type KeyChoice } from './key-choice';
import { inputName } from './key-input';
import type { KeyUser } from './kind';
import type { Language, NewValue, Resource } from './resource';
import { modulePrefix } from './surroundings';
import type { UnitIndex } from './unit-index';

const CODE_NAME = 'KMS_KEY_ARN';

/** How code takes a value from outside. */
const IN_CODE: Readonly<Partial<Record<Language, string>>> = {
  python: `os.environ["${CODE_NAME}"]`,
  typescript: `process.env.${CODE_NAME}`,
  javascript: `process.env.${CODE_NAME}`,
  shell: `"$${CODE_NAME}"`,
};

/** The new input as a key to name; undefined where the dialect has none, or where somebody else would have to pass it on. */
export function newKeyInput(resource: Resource, index: UnitIndex, user: KeyUser | undefined): KeyChoice | undefined {
  const caution = ['needs the ARN of a key', user && `whose policy admits ${serviceName(user)}`]
    .filter((words) => words !== undefined)
    .join(' ');
  if (resource.dialect === 'sdk') {
    const text = IN_CODE[resource.language];
    if (text === undefined) return undefined;
    return { name: `the environment variable ${CODE_NAME}`, value: { kind: 'raw', text }, creates: [], caution };
  }
  const document = index.unit.documents.find(({ source }) => source.uri === resource.source);
  if (!document || !takesInputs(resource)) return undefined;
  const input = inputName(index.unit, document);
  const value: NewValue =
    resource.dialect === 'terraform'
      ? { kind: 'raw', text: `var.${input}` }
      : { kind: 'ref', target: input, attribute: '' };
  const what = resource.dialect === 'terraform' ? 'variable' : 'parameter';
  return { name: `a new ${what} ${input}`, value, creates: [], input, caution };
}

/** A template, or Terraform's root module in HCL: whoever calls another module would have to pass the key on. */
function takesInputs(resource: Resource): boolean {
  if (resource.loose) return false;
  if (resource.dialect === 'cloudformation') return resource.language === 'yaml' || resource.language === 'json';
  return resource.language === 'hcl' && modulePrefix(resource) === '';
}
