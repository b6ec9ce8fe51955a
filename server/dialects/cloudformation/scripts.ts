// Scripts that instances run when they start, where they stand in a YAML template as a block of lines: their calls to services.
import type { Resource } from '../../core/resource';
import { scriptCalls as callsOf } from '../../core/shell/script';
import { callOf, childOf, type RawNode, type RawScalar } from './raw';
import type { Frame } from './scope';

/** Where a script stands in the properties. */
const SCRIPTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::EC2::Instance', ['UserData']],
  ['AWS::EC2::LaunchTemplate', ['LaunchTemplateData', 'UserData']],
  ['AWS::AutoScaling::LaunchConfiguration', ['UserData']],
]);

/** The calls that the script of a resource makes. */
export function scriptCalls(
  resource: Resource,
  properties: RawNode | undefined,
  text: string,
  frame: Frame,
): readonly Resource[] {
  const path = SCRIPTS.get(resource.type);
  const node = path?.reduce((at: RawNode | undefined, name) => childOf(at, name), properties);
  const call = node && callOf(node);
  if (call?.key !== 'Fn::Base64') return [];
  const sub = callOf(call.value);
  const [written] = sub?.key === 'Fn::Sub' && sub.value.kind === 'list' ? sub.value.items : [sub?.value ?? call.value];
  if (written?.kind !== 'scalar' || written.origin || (sub && sub.key !== 'Fn::Sub')) return [];
  const lines = linesOf(written, text, frame.base);
  // `${!x}` is a variable of the shell
  const isFilledIn = (name: string): boolean => /^\$\{[^!]/.test(name);
  return lines ? callsOf({ text, ...lines, ...(sub ? { isFilledIn } : {}) }, resource) : [];
}

/** The lines of a block that keeps its line breaks. Of other texts it is not known how their lines stand in the file. */
function linesOf({ start, end }: RawScalar, text: string, base: number): { start: number; end: number } | undefined {
  const head = /^\|[^\n]*\n/.exec(text.slice(base + start, base + end));
  return head ? { start: base + start + head[0].length, end: base + end } : undefined;
}
