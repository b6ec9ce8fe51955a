// Options of a script that argparse reads: what they are where nobody gives them on the command line.
import type { Module } from './module';
import { argumentNamed, argumentsOf, calleeName, textOf, type Node } from './syntax';

/** The default with which `args.instance_type` is declared, where `args` is what a parser has read; undefined where there is none, or several. */
export function optionDefault(module: Module, base: Node, property: string): Node | undefined {
  if (base.name !== 'VariableName' || !isParsed(module, base)) return undefined;
  const declared = module.callsOf('add_argument').filter((call) => nameOf(call) === property);
  const [only, second] = declared;
  const given = only && !second ? argumentNamed('default', argumentsOf(only)) : undefined;
  return given?.value?.name === 'None' ? undefined : given?.value;
}

/** True for the result of `parser.parse_args()`, and for the first of `parser.parse_known_args()`. */
function isParsed(module: Module, base: Node): boolean {
  const flow = module.lookup(textOf(base), base);
  if (flow.kind !== 'step' || (flow.step.kind !== 'assign' && flow.step.kind !== 'item')) return false;
  const name = calleeName(flow.step.value);
  const wanted = flow.step.kind === 'assign' ? 'parse_args' : 'parse_known_args';
  return name !== undefined && textOf(name) === wanted && (flow.step.kind === 'assign' || flow.step.index === 0);
}

/** The name under which argparse keeps an option: `dest`, else its first long name. */
function nameOf(call: Node): string | undefined {
  const given = argumentsOf(call);
  const dest = argumentNamed('dest', given)?.value;
  const texts = given.flatMap(({ name, value }) => (!name && value?.name === 'String' ? [plain(value)] : []));
  const long = texts.find((text) => text.startsWith('--')) ?? texts[0];
  return dest ? plain(dest) : long?.replace(/^-+/, '').replaceAll('-', '_');
}

function plain(node: Node): string {
  return textOf(node).replace(/^\w?["']|["']$/g, '');
}
