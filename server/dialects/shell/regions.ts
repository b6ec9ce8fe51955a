// Where shell text stands in a file: the whole of a script, a Makefile or a Dockerfile, the `run:` steps of a workflow.
import type { Span } from '../../core/text';

/** What sort of file holds the shell text, by its path; undefined for other files. */
export function sortOf(path: string): 'shell' | 'make' | 'docker' | 'workflow' | 'notebook' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.(?:sh|bash)$/i.test(name)) return 'shell';
  if (/^(?:GNU)?makefile$|\.mk$/i.test(name)) return 'make';
  if (/^(?:Dockerfile|Containerfile)(?:\.|$)|\.dockerfile$/i.test(name)) return 'docker';
  if (name.endsWith('.ipynb')) return 'notebook';
  return /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path) ? 'workflow' : undefined;
}

/** The spans of shell text in a file. */
export function regionsOf(path: string, text: string): Span[] {
  if (sortOf(path) !== 'workflow') return [{ start: 0, end: text.length }];
  const regions: Span[] = [];
  for (const match of text.matchAll(/^([ \t]*)(-[ \t]+)?run:[ \t]*/gm)) {
    const start = match.index + match[0].length;
    const indent = (match[1] ?? '').length + (match[2] ?? '').length;
    regions.push(regionAt(text, start, indent));
  }
  return regions;
}

function regionAt(text: string, start: number, indent: number): Span {
  const eol = text.indexOf('\n', start);
  const first = text.slice(start, eol < 0 ? text.length : eol);
  if (!/^[|>][-+\d]*[ \t]*(?:#.*)?\r?$/.test(first)) {
    const quote = /^(["'])(.*)\1[ \t]*\r?$/.exec(first);
    return quote
      ? { start: start + 1, end: start + 1 + (quote[2] ?? '').length }
      : { start, end: start + first.length };
  }
  let end = eol < 0 ? text.length : eol + 1;
  while (end < text.length) {
    const next = text.indexOf('\n', end);
    const stop = next < 0 ? text.length : next + 1;
    const line = text.slice(end, stop);
    if (line.trim() !== '' && (/^[ \t]*/.exec(line)?.[0].length ?? 0) <= indent) break;
    end = stop;
  }
  return { start: Math.min(start + first.length, end), end };
}
