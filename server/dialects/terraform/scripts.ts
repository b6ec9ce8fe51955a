// Scripts that instances run when they start, where they stand in the configuration as a heredoc: their calls to services.
import type { Resource } from '../../core/resource';
import { scriptCalls as callsOf, type Script } from '../../core/shell/script';
import { attributeOf, type Declared } from './declarations';
import type { Expression, TemplatePart } from './hcl/ast';

/** The arguments that hold a script. */
const SCRIPTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_instance', ['user_data', 'user_data_base64']],
  ['aws_spot_instance_request', ['user_data', 'user_data_base64']],
  ['aws_launch_configuration', ['user_data', 'user_data_base64']],
  ['aws_launch_template', ['user_data']],
]);

/** The calls that the scripts of a resource make. */
export function scriptCalls(resource: Resource, declared: Declared): readonly Resource[] {
  return (SCRIPTS.get(resource.type) ?? []).flatMap((name) => {
    const written = attributeOf(declared, name);
    if (written?.file.language !== 'hcl') return [];
    const { source } = written.file;
    const script = heredocIn(written.attribute.value, source.text);
    return script ? callsOf(script, { ...resource, source: source.uri }) : [];
  });
}

/** A heredoc, or one that is encoded. Of others it is not known how their lines stand in the file. */
function heredocIn(expression: Expression, text: string): Script | undefined {
  if (expression.kind === 'paren') return heredocIn(expression.inner, text);
  const [inner] = expression.kind === 'call' && expression.name === 'base64encode' ? expression.args : [];
  if (inner) return heredocIn(inner, text);
  const { span } = expression;
  if (!text.startsWith('<<', span.start)) return undefined;
  const parts = expression.kind === 'template' ? expression.parts : [];
  // a directive decides whether what follows it is there at all
  if (parts.some(({ kind }) => kind === 'directive')) return undefined;
  const start = text.indexOf('\n', span.start) + 1;
  const end = text.lastIndexOf('\n', span.end - 1);
  return start > 0 && end > start ? { text: legible(text, parts), start, end, isFilledIn } : undefined;
}

/** `$${x}` is a variable of the shell. */
function isFilledIn(name: string): boolean {
  return name.startsWith('${');
}

/** The text with every interpolation as one variable, which the shell takes for one word: quotes and braces in it are none of the shell's. */
function legible(text: string, parts: readonly TemplatePart[]): string {
  let result = '';
  let last = 0;
  for (const { kind, span } of parts) {
    if (kind === 'text') continue;
    const inside = text.slice(span.start + 2, span.end - 1).replace(/[^\w.]/g, '_');
    result += `${text.slice(last, span.start)}\${${inside}}`;
    last = span.end;
  }
  return result + text.slice(last);
}
