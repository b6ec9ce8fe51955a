// Finds how a file names things that a fix wants to write: modules it imports, constructs it holds in variables.
import { looseName } from '../../core/value';
import type { Resource, Unit } from '../../core/resource';
import type { TextEdit } from '../../core/text';
import { unwrap } from './ast';
import { cdkNameOf } from './constructs';
import type { Namer } from './render';
import { lookUp, type Binding, type CallSite, type Collected } from './scope';

/** What the names of an edit need, and the imports that writing them asks for. */
export interface Names {
  readonly namer: Namer;
  readonly imports: TextEdit[];
  /** The last thing that couldn't be named, in plain words. */
  problem: string | undefined;
}

/** The names for an edit of `resource`, whose call stands at `site`. */
export function namesFor(unit: Unit, resource: Resource, site: CallSite, collected: Collected): Names {
  const isCdk = resource.dialect === 'cdk' || resource.type.startsWith('aws-');
  const lib = /^([\w-]+)\./.exec(resource.type)?.[1] ?? 'core';
  const imports: TextEdit[] = [];
  const names: Names = { imports, problem: undefined, namer: { key, raw, ref, symbol } };
  return names;

  function key(name: string): string {
    return resource.loose && resource.dialect !== 'sdk' ? camelCase(name) : name;
  }
  function symbol(text: string): string | undefined {
    if (!isCdk) return undefined;
    const name = text.split('.')[0] ?? '';
    const found = importedName(
      collected,
      /^(?:Duration|SecretValue|RemovalPolicy|Size)$/.test(name) ? 'core' : lib,
      name,
    );
    if (found === undefined) return addImport(name, text);
    return found + text.slice(name.length);
  }
  function addImport(name: string, text: string): string | undefined {
    const edit = importEdit(collected, lib, name);
    if (!edit) {
      names.problem = `"${name}" is not imported in this file`;
      return undefined;
    }
    imports.push(edit);
    return text;
  }
  function raw(text: string): string | undefined {
    if (resource.dialect === 'terraform') {
      names.problem = 'the value is written in the language of Terraform';
      return undefined;
    }
    const first = /^([A-Za-z_$][\w$]*)\./.exec(text)?.[1];
    const made = /^new ([a-z]\w*)\./.exec(text)?.[1];
    const used = first ?? made;
    if (!isCdk || used === undefined || lookUp(site.context.scope, used)) return text;
    if (first !== undefined && /^[A-Z]/.test(first)) return symbol(text);
    const local = importedName(collected, `aws-${used}`, '');
    if (local !== undefined) return text.replace(used, local.replace(/\.$/, ''));
    if (first !== undefined && /^(?:this|process)$/.test(first)) return text;
    const added = made === undefined ? undefined : moduleImport(unit, resource, used);
    if (added) {
      imports.push(added);
      return text;
    }
    names.problem = `"${used}" is not imported in this file`;
    return undefined;
  }
  function ref(target: string, attribute: string): string | undefined {
    const other = unit.resources.find((r) => r.id === target);
    const name = other && holderOf(other, site, collected);
    if (name === undefined) names.problem = 'the resource to refer to is not held in a variable that is known here';
    return name === undefined || attribute === '' ? name : `${name}.${attribute}`;
  }
}

/** How the file writes a name of a CDK module: `s3.BucketEncryption`, `BucketEncryption`; with `''` the prefix `s3.`. */
function importedName(collected: Collected, lib: string, name: string): string | undefined {
  let viaCore: string | undefined;
  for (const binding of collected.top.names.values()) {
    const cdk = cdkOf(binding);
    if (!cdk) continue;
    if (cdk.lib === lib && cdk.name === '') return `${binding.name}.${name}`;
    if (cdk.lib === lib && cdk.name === name) return binding.name;
    if (cdk.lib === 'core' && cdk.name === '' && binding.module === 'aws-cdk-lib') viaCore = binding.name;
  }
  return viaCore && lib !== 'core' ? `${viaCore}.${lib.replace(/-/g, '_')}.${name}` : undefined;
}

function cdkOf(binding: Binding): { lib: string; name: string } | undefined {
  const { kind, module, imported } = binding;
  if (kind !== 'import' || module === undefined || imported === undefined) return undefined;
  return cdkNameOf({ module, path: imported === '*' || imported === 'default' ? [] : [imported] });
}

/** Adds a name to the import that already takes names from the same module. */
function importEdit(collected: Collected, lib: string, name: string): TextEdit | undefined {
  let at = -1;
  for (const binding of collected.top.names.values()) {
    const cdk = cdkOf(binding);
    const isNamed = binding.node.type === 'ImportSpecifier' && cdk?.lib === lib && cdk.name !== '';
    if (isNamed && binding.module !== 'aws-cdk-lib') at = Math.max(at, binding.node.range[1]);
  }
  return at < 0 ? undefined : { span: { start: at, end: at }, newText: `, ${name}` };
}

/** `import * as kms from 'aws-cdk-lib/aws-kms';` behind the last import from CDK, in its style. */
function moduleImport(unit: Unit, resource: Resource, name: string): TextEdit | undefined {
  const text = unit.documents.find(({ source }) => source.uri === resource.source)?.source.text ?? '';
  const last = [...text.matchAll(/^import [^;'"]*from (['"])aws-cdk-lib(?:\/[\w-]+)?\1(;?)[ \t]*(\r?\n)/gm)].at(-1);
  if (!last) return undefined;
  const [line, quote = '', end = '', eol = ''] = last;
  const at = last.index + line.length;
  const newText = `import * as ${name} from ${quote}aws-cdk-lib/aws-${name}${quote}${end}${eol}`;
  return { span: { start: at, end: at }, newText };
}

/** The variable or field that holds a construct and is set before the call. */
export function holderOf(resource: Resource, site: CallSite, collected: Collected): string | undefined {
  const made = collected.calls.find(
    (c) => c.node.range[0] === resource.span.start && c.node.range[1] === resource.span.end,
  );
  if (!made || made.node.range[0] > site.node.range[0]) return undefined;
  for (let scope: CallSite['context']['scope'] | undefined = site.context.scope; scope; scope = scope.parent) {
    for (const binding of scope.names.values())
      if (binding.init && unwrap(binding.init) === made.node) return binding.name;
  }
  for (const [name, field] of site.context.scope.inClass?.fields ?? []) {
    if (field.values.some((v) => unwrap(v.node) === made.node)) return `this.${name}`;
  }
  return undefined;
}

/** CloudFormation's name as CDK's level 1 writes it: `KMSMasterKeyID` gives `kmsMasterKeyId`. */
export function camelCase(name: string): string {
  if (/^[a-z]/.test(name)) return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [name];
  return words.map((w, i) => (i === 0 ? w.toLowerCase() : w.charAt(0) + w.slice(1).toLowerCase())).join('');
}

/** True where two property names are the same for this resource. */
export function sameName(a: string, b: string, isLoose: boolean | undefined): boolean {
  return a === b || (isLoose === true && looseName(a) === looseName(b));
}
