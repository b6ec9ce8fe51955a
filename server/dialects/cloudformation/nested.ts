// Nested stacks whose templates lie in the workspace: parameters are handed down, outputs up.
import { folderOf, joinPath } from '../../core/paths';
import { usedAt, type ConfigValue, type Trace } from '../../core/value';
import { evaluate } from './evaluate';
import { withIncluded } from './include';
import { childOf, stringOf, type Member, type RawNode } from './raw';
import { argumentFor, argumentsOf, newScope, spanOf, unknown, type Frame, type Scope, type StackCall } from './scope';

/** Stacks within stacks; deeper ones are not followed. */
const MAX_NESTING = 8;

/** The evaluation of the stack that the resource of this name is; undefined where its template is not in the workspace. */
export function childOfStack(name: string, parent: Scope): Scope | undefined {
  if (parent.children.has(name)) return parent.children.get(name);
  parent.children.set(name, undefined); // while it is being opened, it has no outputs
  const member = parent.members('Resources').get(name);
  const child = member && open(member, parent);
  parent.children.set(name, child);
  return child;
}

function open(member: Member, parent: Scope): Scope | undefined {
  const { stack } = parent;
  const written = templatePath(member.value);
  const path = written === undefined ? undefined : joinPath(folderOf(parent.template.source.path), written);
  if (path === undefined || stack.paths.includes(path) || stack.paths.length >= MAX_NESTING) return undefined;
  if (stack.tree.stacks <= 0) return undefined;
  const { around } = stack.tree;
  const file = around.file(path);
  if (!file) return undefined;
  stack.tree.stacks--;
  const place = {
    uri: parent.uri,
    span: spanOf({ start: member.keyStart, end: member.keyEnd }, member.base),
  };
  return newScope(withIncluded(file, around), {
    tree: stack.tree,
    prefix: `${stack.prefix}${member.key}.`,
    paths: [...stack.paths, path],
    via: [...stack.via, { place, note: `nested stack "${member.key}"` }],
    call: { member, parent },
  });
}

const LOCAL = /^(?!\w+:\/\/)[^\s${}]+$/;

/** The path of a stack's template, as written or as the CDK notes it for an asset; undefined for one that lies elsewhere. */
export function templatePath(stack: RawNode): string | undefined {
  const type = stringOf(childOf(stack, 'Type'));
  if (type !== 'AWS::CloudFormation::Stack' && type !== 'AWS::Serverless::Application') return undefined;
  const metadata = childOf(stack, 'Metadata');
  const asset = stringOf(childOf(metadata, 'aws:asset:property')) === 'TemplateURL';
  const path = asset
    ? childOf(metadata, 'aws:asset:path')
    : childOf(childOf(stack, 'Properties'), type === 'AWS::CloudFormation::Stack' ? 'TemplateURL' : 'Location');
  const written = stringOf(path);
  return written !== undefined && LOCAL.test(written) ? written : undefined;
}

/** Everything that a stack is handed; undefined where that is nothing. */
export function handedDown({ member, parent }: StackCall): ConfigValue | undefined {
  const parameters = argumentsOf(member);
  return parameters && evaluate(parameters, { scope: parent, base: member.base });
}

/** What a stack is handed for a parameter; undefined where its default counts. */
export function given(name: string, call: StackCall | undefined): ConfigValue | undefined {
  const node = call && argumentFor(name, call);
  if (!node) return undefined;
  const { member, parent } = call;
  const frame: Frame = { scope: parent, base: member.base };
  const value = evaluate(node, frame);
  const step: Trace = {
    place: { uri: parent.uri, span: spanOf(node, member.base) },
    note: `parameter "${name}" of "${member.key}"`,
  };
  return value.kind === 'scalar' && value.value === null ? undefined : usedAt(value, value.span, step);
}

/** `Outputs.Name` of a nested stack, as `Fn::GetAtt` asks for it; undefined where the stack is not at hand. */
export function outputOf(
  stack: string,
  attribute: string,
  span: ConfigValue['span'],
  parent: Scope,
): ConfigValue | undefined {
  const name = /^Outputs\.(.+)$/.exec(attribute)?.[1];
  const child = name === undefined ? undefined : childOfStack(stack, parent);
  if (name === undefined || !child) return undefined;
  const known = child.outputs.get(name);
  if (known) return usedAt(known, span);
  const member = child.members('Outputs').get(name);
  const node = member && childOf(member.value, 'Value');
  if (!member || !node) return unknown(span, `the nested stack has no output "${name}"`);
  child.outputs.set(name, unknown(span, `output "${name}" refers to itself`));
  const step = { place: { uri: child.uri, span: spanOf(node, member.base) }, note: `output "${name}" of "${stack}"` };
  const value = usedAt(evaluate(node, { scope: child, base: member.base }), span, step);
  child.outputs.set(name, value);
  return value;
}
