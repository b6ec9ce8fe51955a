// Aspects of CDK that a file applies: constructs whose encryption they change when the application is synthesised are not known.
import type { Resource } from './resource';
import type { ObjectValue } from './value';

/** A test for a class of level 1 in an aspect: `node instanceof s3.CfnBucket`, `isinstance(node, s3.CfnBucket)`. */
const TEST = /(?:\binstanceof\s+|\bisinstance\s*\([^,()]*,\s*)(?:\w+\.)*Cfn(\w+)/g;

/** What changes encryption: `node.kmsMasterKeyId = …`, `node.addPropertyOverride('BucketEncryption', …)`. */
const CHANGES =
  /\.\w*(?:encrypt|kms|sse|ssl|tls|policy)\w*\s*=(?!=)|add_?(?:property_?)?override\s*\(\s*["'`][^"'`]*(?:encrypt|kms|sse|ssl|tls)/i;

/** The aspect's code behind a test is looked at so far, or up to the next test. */
const REACH = 1_500;

/** The resources of a file, those that an aspect in it changes with nothing known of their properties. */
export function afterAspects(resources: readonly Resource[], text: string): readonly Resource[] {
  if (!/\bAspects\s*\.\s*of\b/.test(text)) return resources;
  const changed = changedClasses(text);
  return changed.size === 0
    ? resources
    : resources.map((resource) => (isOf(resource, changed) ? { ...resource, body: hidden(resource.body) } : resource));
}

/** Names of classes of level 1, without their `Cfn`, that code changes after it has tested for them. */
function changedClasses(text: string): ReadonlySet<string> {
  const tests = [...text.matchAll(TEST)];
  const changed = tests.filter(({ index }, i) => {
    const end = Math.min(index + REACH, tests[i + 1]?.index ?? Infinity);
    return CHANGES.test(text.slice(index, end));
  });
  return new Set(changed.map(([, name = '']) => name));
}

function isOf({ dialect, type }: Resource, classes: ReadonlySet<string>): boolean {
  if (dialect !== 'cdk' && dialect !== 'cloudformation') return false;
  const name = type.slice(Math.max(type.lastIndexOf('.'), type.lastIndexOf(':')) + 1).replace(/^Cfn/, '');
  return classes.has(name) || classes.has(name.replace(/^Database/, 'DB').replace(/From\w+$/, ''));
}

function hidden(body: ObjectValue): ObjectValue {
  const entries = body.entries.map((entry) => ({
    ...entry,
    value: { kind: 'unknown' as const, span: entry.value.span, reason: 'an aspect may change it' },
  }));
  return { ...body, entries, open: true };
}
