// Writes one more argument into a call.
import { optionsPosition } from '../../core/cdk-application';
import type { EditResult, NewValue } from '../../core/resource';
import type { TextEdit } from '../../core/text';
import type { Call, Node } from './ast';
import type { Style } from './layout';
import type { Names } from './names';
import { render } from './render';
import type { Context } from './scope';
import { symbolOf } from './symbols';

/** What writing an argument takes: the file's text, its style and its names. */
export interface Writing {
  readonly text: string;
  readonly style: Style;
  readonly names: Names;
}

/** The edit that puts a value behind the last argument of a call. */
export function addArgument({ text, style, names }: Writing, node: Call, value: NewValue): EditResult {
  const written = render(value, style, names.namer);
  if (written === undefined) return { ok: false, reason: names.problem ?? 'the value can not be written here' };
  const lastArgument = node.arguments[node.arguments.length - 1];
  const end = node.range[1];
  if (!lastArgument) {
    const open = text.indexOf('(', node.callee.range[1]);
    if (open < 0 || open >= end) return at(end, `(${written})`);
    return at(open + 1, written);
  }
  const behind = /^\s*,/.exec(text.slice(lastArgument.range[1], end));
  if (behind) return at(lastArgument.range[1] + behind[0].length, ` ${written}`);
  return at(lastArgument.range[1], `, ${written}`);
}

function at(offset: number, newText: string): EditResult {
  const edits: TextEdit[] = [{ span: { start: offset, end: offset }, newText }];
  return { ok: true, edits };
}

/** `BlockDeviceVolume.ebs(50)`: a factory that is called without the options that it might take. */
export function lacksOptions(node: Node, context: Context): node is Call {
  if (node.type !== 'CallExpression') return false;
  const at = optionsPosition(symbolOf(node.callee, context)?.path.slice(-2).join('.') ?? '');
  return at !== undefined && node.arguments.length === at;
}
