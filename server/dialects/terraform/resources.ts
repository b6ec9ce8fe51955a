// Walks a module tree and emits what is declared in it as resources.
import { assumingObject, NO_ASSUMPTIONS, type Assumptions } from '../../core/assume';
import { mayHoldKey } from '../../core/key-words';
import type { Resource } from '../../core/resource';
import type { Span } from '../../core/text';
import type { ConfigValue } from '../../core/value';
import { declaredBody } from './body';
import { decideBy } from './condition';
import { findAttribute, headOf, nameOf, attributeOf, type Declared } from './declarations';
import { both } from './existence';
import { instancesOf, type Instances } from './instances';
import { childOf, isMissing, registryAddress, sourceOf } from './modules';
import { resourcesOfCall } from './module-memory';
import { addressIn, scopeOf, type Module } from './scope';
import { scriptCalls } from './scripts';
import { asString } from './values';
import { workflowCalls } from './workflows';

/** Every resource of the module and of the modules that it calls. */
export function resourcesOf(module: Module): readonly Resource[] {
  const declared = module.declarations.blocks.flatMap((block) => blockResources(block, module));
  return [...declared, ...keyVariables(module)];
}

/** Variables that take a key are things that a fix can name. */
function keyVariables(module: Module): readonly Resource[] {
  return [...module.declarations.variables].flatMap(([name, declared]) => {
    if (!mayHoldKey(name)) return [];
    const address = addressIn(module, `var.${name}`);
    const instances = single(declared, module, address);
    return [build(declared, module, { type: 'variable', address, head: headOf(declared), instances })];
  });
}

function blockResources(declared: Declared, module: Module): readonly Resource[] {
  const name = nameOf(declared.block);
  switch (declared.block.type) {
    case 'resource':
    case 'data':
      return name === undefined ? [] : configured(declared, module, name);
    case 'provider':
      return name === undefined ? [] : [provider(declared, module, name)];
    case 'module':
      return name === undefined ? [] : called(declared, module, name);
    case 'terraform':
      return module.call ? [] : backends(declared, module);
    default:
      return [];
  }
}

function configured(declared: Declared, module: Module, name: string): readonly Resource[] {
  const type = name.slice(0, name.lastIndexOf('.'));
  const address = addressIn(module, name);
  const instances = instancesOf(declared, module, address);
  const resource = build(declared, module, { type, address, head: headOf(declared), instances });
  const calls = workflowCalls(resource, declared, module, instances.scope);
  return [resource, ...calls, ...scriptCalls(resource, declared)];
}

interface Shape {
  readonly type: string;
  readonly address: string;
  readonly head: Span;
  readonly instances: Instances;
}

function build(declared: Declared, module: Module, { type, address, head, instances }: Shape): Resource {
  const { block, file } = declared;
  const metadata = metadataOf(declared, module);
  const assumed = assumedIn(module, instances);
  const body = declaredBody(declared, instances.scope, head);
  const sets = [...(module.call?.instances ?? []), ...instances.sets];
  return {
    dialect: type.startsWith('awscc_') ? 'cloudformation' : 'terraform',
    type,
    id: address,
    address,
    source: file.source.uri,
    language: file.language,
    span: block.span,
    head,
    body: assumed.size === 0 ? body : assumingObject(body, decideBy(assumed)),
    ...(type.startsWith('awscc_') ? { loose: true } : {}),
    ...(module.call && module.call.via.length > 0 ? { via: module.call.via } : {}),
    ...(metadata ? { metadata } : {}),
    ...repetitionOf(block.body),
    ...(sets.length > 0 ? { instances: sets } : {}),
    exists: both(module.call?.exists ?? 'always', instances.exists),
  };
}

function assumedIn({ call }: Module, { assumed }: Instances): Assumptions {
  if (!call || call.assumed.size === 0) return assumed;
  return assumed.size === 0 ? call.assumed : new Map([...call.assumed, ...assumed]);
}

function repetitionOf(body: Declared['block']['body']): Pick<Resource, 'repeated'> {
  const repeated = (['count', 'for_each'] as const).find((name) => findAttribute(body, name));
  return repeated ? { repeated } : {};
}

function metadataOf(declared: Declared, module: Module): ConfigValue | undefined {
  const comment = declared.file.language === 'json' ? findAttribute(declared.block.body, '//') : undefined;
  return comment && module.run.evaluate(comment.value, scopeOf(module, declared.file));
}

function single(declared: Declared, module: Module, address: string): Instances {
  const scope = { ...scopeOf(module, declared.file), tag: address };
  return { exists: 'always', assumed: NO_ASSUMPTIONS, scope, sets: [] };
}

function provider(declared: Declared, module: Module, name: string): Resource {
  const written = attributeOf(declared, 'alias');
  const alias = written && asString(module.run.evaluate(written.attribute.value, scopeOf(module, written.file)));
  const address = addressIn(module, `provider.${name}${alias === undefined ? '' : `.${alias}`}`);
  return build(declared, module, {
    type: `provider.${name}`,
    address,
    head: headOf(declared),
    instances: single(declared, module, address),
  });
}

/** The resources of a module whose files are there; for a registry module without files, the call itself. */
function called(declared: Declared, module: Module, name: string): readonly Resource[] {
  if (module.declarations.modules.get(name)?.block !== declared.block) return [];
  const child = childOf(module, name);
  if (!isMissing(child)) {
    const evaluate = (): readonly Resource[] => resourcesOf(child);
    return child.call && !module.call ? resourcesOfCall(child, child.call, evaluate) : evaluate();
  }
  const source = sourceOf(module, declared);
  const registered = source === undefined ? undefined : registryAddress(source);
  if (registered === undefined) return [];
  const address = addressIn(module, `module.${name}`);
  return [
    build(declared, module, {
      type: `module.${registered}`,
      address,
      head: headOf(declared),
      instances: instancesOf(declared, module, address),
    }),
  ];
}

function backends(declared: Declared, module: Module): readonly Resource[] {
  return declared.block.body.blocks.flatMap((block) => {
    const name = block.type === 'backend' ? nameOf(block) : undefined;
    if (name === undefined) return [];
    const address = `terraform.backend.${name}`;
    const backend: Declared = { block, file: declared.file, overrides: [] };
    return [
      build(backend, module, {
        type: `backend.${name}`,
        address,
        head: headOf(backend),
        instances: single(backend, module, address),
      }),
    ];
  });
}
