// Shows resolved templates as text that tests can hold by hand: values as an outline, spans as marks in the source.
import { cloudformation, type Template } from '../../../../server/dialects/cloudformation/index';
import type { Resource, Unit } from '../../../../server/core/resource';
import type { SourceText, Span } from '../../../../server/core/text';
import type { ConfigValue, Trace } from '../../../../server/core/value';
import { NO_FILES } from '../../../support/no-files';

export function sourceOf(text: string, path = 'template.yaml'): SourceText {
  return { uri: `file:///${path}`, path, text };
}

/** Reads and resolves one text. */
export function resolveText(text: string, path?: string): Unit {
  return cloudformation.resolve([cloudformation.read(sourceOf(text, path))], NO_FILES);
}

export function resolveTemplate(template: Template): Unit {
  return cloudformation.resolve([template], NO_FILES);
}

/** `id type`, then the properties as an indented outline. Spans don't show. */
export function outline(unit: Unit): string {
  return unit.resources.map(outlineOf).join('\n');
}

function outlineOf(resource: Resource): string {
  const exists = resource.exists === 'always' ? '' : ` (${resource.exists})`;
  return `${resource.id} ${resource.type}${exists}${show(resource.body, '  ')}`;
}

/** A value on one line, or on further lines that are indented. */
export function show(value: ConfigValue, indent = ''): string {
  const next = `${indent}  `;
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value);
    case 'ref':
      return `ref ${value.target}${value.attribute && `.${value.attribute}`}`;
    case 'unknown':
      return `unknown (${value.reason})`;
    case 'text':
      return value.parts
        .map((part) => (typeof part === 'string' ? JSON.stringify(part) : `<${show(part)}>`))
        .join(' + ');
    case 'list':
      return `${value.open ? ' open' : ''}${value.items.map((item) => `\n${indent}- ${show(item, next).trimStart()}`).join('')}`;
    case 'object': {
      const entries = value.entries.map((entry) => `\n${indent}${entry.key}: ${show(entry.value, next)}`);
      return `${value.open ? ' open' : ''}${entries.join('')}`;
    }
    case 'choice': {
      const options = value.options.map(({ branch, value: each }) => `\n${indent}? ${branch}: ${show(each, next)}`);
      return `${value.everyBranch ? 'every' : 'one'} of ${value.test}${options.join('')}`;
    }
  }
}

/** The source with `«»` around the values that no other value is in, and around those that their own parts don't tell apart. */
export function markValues(text: string, unit: Unit): string {
  const spans = new Map<string, Span>();
  const add = (span: Span): void => void spans.set(`${String(span.start)}-${String(span.end)}`, span);
  const walk = (value: ConfigValue): void => {
    if (value.kind === 'object')
      value.entries.forEach((entry) => {
        walk(entry.value);
      });
    else if (value.kind === 'list') value.items.forEach(walk);
    else {
      add(value.span);
      if (value.kind === 'choice')
        value.options.forEach((option) => {
          walk(option.value);
        });
    }
  };
  unit.resources.forEach((resource) => {
    walk(resource.body);
  });
  return mark(text, [...spans.values()]);
}

/** The source with `«»` around spans, which may lie in one another. */
export function mark(text: string, spans: readonly Span[]): string {
  const marks = spans.flatMap(({ start, end }) => [
    { at: start, sign: '«', rank: start === end ? 1 : 2, size: start - end },
    { at: end, sign: '»', rank: start === end ? 1.5 : 0, size: end - start },
  ]);
  marks.sort((a, b) => a.at - b.at || a.rank - b.rank || a.size - b.size);
  let result = '';
  let last = 0;
  for (const { at, sign } of marks) {
    result += text.slice(last, at) + sign;
    last = at;
  }
  return result + text.slice(last);
}

/** What is written where the steps of a trace point to, with their notes. */
export function showTrace(text: string, trace: readonly Trace[] | undefined): readonly string[] {
  return (trace ?? []).map(({ place, note }) => `${note} @ ${text.slice(place.span.start, place.span.end)}`);
}

/** Takes the marks out of a text. */
export function plain(text: string): string {
  return text.replace(/[«»]/g, '');
}
