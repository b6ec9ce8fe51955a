// State machines and SageMaker pipelines that a configuration defines: their calls to services, read where they are written.
import type { Node } from 'jsonc-parser';
import { parseJsonText } from '../../core/json-text';
import type { Resource } from '../../core/resource';
import type { Span } from '../../core/text';
import { entryOf, usedAt, type ConfigValue, type ObjectValue } from '../../core/value';
import { pipelineCalls, stateMachineCalls } from '../../core/workflow/calls';
import { attributeOf, type Declared } from './declarations';
import type { Expression, TemplatePart } from './hcl/ast';
import { parseJson } from './json';
import { scopeOf, type Module, type Scope } from './scope';
import { joinText, object, scalar } from './values';

/** The argument that holds the definition. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  aws_sfn_state_machine: 'definition',
  aws_sagemaker_pipeline: 'pipeline_definition',
};

/** The calls that the workflow of a resource makes; none where it is no workflow, or its definition can't be seen. */
export function workflowCalls(
  resource: Resource,
  declared: Declared,
  module: Module,
  names: Scope,
): readonly Resource[] {
  const argument = DEFINITIONS[resource.type];
  const value = argument === undefined ? undefined : entryOf(resource.body, argument)?.value;
  if (argument === undefined || !value) return [];
  const calls = resource.type === 'aws_sfn_state_machine' ? stateMachineCalls : pipelineCalls;
  if (value.kind === 'object') return calls(value, resource);
  const written = attributeOf(declared, argument);
  if (written?.file.language !== 'hcl') return [];
  const scope = { ...scopeOf(module, written.file), names: names.names, tag: names.tag };
  // in the file of the argument, which an override may have
  const holder = { ...resource, source: written.file.source.uri };
  const definition = heredocDefinition(written.attribute.value, scope);
  if (definition) return calls(definition, { ...holder, language: 'json' });
  const elsewhere = definitionElsewhere(value, written.attribute.value, scope);
  return elsewhere ? calls(elsewhere, holder) : [];
}

/** A file that is a workflow by its name and its text is judged on its own. */
const JUDGED_ALONE = /\.(?:json|ya?ml)"/;

/** A definition that `file` or `templatefile` reads from a file of another name: all of it stands at the argument. */
function definitionElsewhere(value: ConfigValue, expression: Expression, scope: Scope): ObjectValue | undefined {
  if (expression.kind !== 'call' || !/^(?:template)?file$/.test(expression.name)) return undefined;
  const written = scope.file.source.text.slice(expression.span.start, expression.span.end);
  const definition = JUDGED_ALONE.test(written) ? undefined : parseJsonText(value);
  return definition?.kind === 'object' ? definition : undefined;
}

/** The JSON in a heredoc, each value where it is written. Undefined for other expressions. */
function heredocDefinition(expression: Expression, scope: Scope): ObjectValue | undefined {
  const { span } = expression;
  const { text } = scope.file.source;
  if (!text.startsWith('<<', span.start)) return undefined;
  const start = text.indexOf('{', span.start);
  if (start < 0 || start >= span.end) return undefined;
  // blanks keep the offsets
  const { root } = parseJson(' '.repeat(start) + text.slice(start, text.lastIndexOf('\n', span.end - 1)));
  const parts = expression.kind === 'template' ? expression.parts : [];
  const value = root && valueOf(root, { parts, scope });
  return value?.kind === 'object' ? value : undefined;
}

interface Reader {
  readonly parts: readonly TemplatePart[];
  readonly scope: Scope;
}

function valueOf(node: Node, reader: Reader): ConfigValue {
  const span = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'array') {
    return { kind: 'list', span, open: false, items: (node.children ?? []).map((item) => valueOf(item, reader)) };
  }
  if (node.type === 'object') {
    const entries = (node.children ?? []).flatMap(({ children }) => {
      const [key, value] = children ?? [];
      if (!key || !value) return [];
      const keySpan = { start: key.offset, end: key.offset + key.length };
      return [{ key: String(key.value), keySpan, value: headed(valueOf(value, reader), keySpan) }];
    });
    return object(entries, span);
  }
  const value = (node.value ?? null) as string | number | boolean | null;
  return typeof value === 'string' ? textOf(value, span, reader) : scalar(value, span);
}

function headed(value: ConfigValue, head: Span): ConfigValue {
  return value.kind === 'object' ? { ...value, head } : value;
}

/** A text with its interpolations evaluated; the text between them is taken as it is written. */
function textOf(written: string, span: Span, { parts, scope }: Reader): ConfigValue {
  const inside = parts.filter(
    (part) => part.kind !== 'text' && part.span.start >= span.start && part.span.end <= span.end,
  );
  if (inside.length === 0) return scalar(written, span);
  const pieces: (string | ConfigValue)[] = [];
  let last = span.start + 1;
  for (const part of inside) {
    pieces.push(scope.file.source.text.slice(last, part.span.start), partValue(part, span, scope));
    last = part.span.end;
  }
  pieces.push(scope.file.source.text.slice(last, span.end - 1));
  const [only, ...others] = pieces.filter((piece) => piece !== '');
  return only !== undefined && typeof only !== 'string' && others.length === 0 ? only : joinText(pieces, span);
}

function partValue(part: TemplatePart, span: Span, scope: Scope): ConfigValue {
  if (part.kind === 'interpolation') return usedAt(scope.module.run.evaluate(part.value, scope), span);
  return { kind: 'unknown', span, reason: 'a template decides on this part' };
}
