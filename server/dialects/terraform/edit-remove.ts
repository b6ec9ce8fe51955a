// Removing attributes, entries and blocks together with their lines.
import type { Span, TextEdit } from '../../core/text';
import { realign, rowsOf } from './edit-align';
import { isBlankLine, isFirstOnLine, lineEnd, lineStart, nextLine } from './edit-layout';
import { hasLiteral, insideItem, itemsNamed, type Container, type Item, type Site } from './edit-target';
import type { Segment } from '../../core/resource';
import { endOfTrailing } from './hcl/parse';

/** Edits that remove what the site's path leads to. None where it isn't there. */
export function removeAt(text: string, site: Site): readonly TextEdit[] {
  const [segment, ...rest] = site.path;
  if (!segment || rest.length > 0) return [];
  const items = itemsNamed(site.container, segment.name).filter((item) => matches(item, segment));
  if (items.length === 0) return [];
  const { container } = site;
  if (!text.slice(container.inner.start, container.inner.end).includes('\n'))
    return removeInLine(text, container, items);
  const spans = merge(items.map((item) => removedSpan(text, container, item)));
  const removals = spans.map((span) => ({ span, newText: '' }));
  const kept = container.items.filter((item) => !items.includes(item));
  return [...realign(rowsOf(text, container.items), rowsOf(text, kept), spans), ...removals];
}

function matches(item: Item, segment: Segment): boolean {
  const { where } = segment;
  if (!where) return true;
  return insideItem(item)?.some((container) => hasLiteral(container, where.name, where.value)) ?? false;
}

/** What stays of braces on one line. */
function removeInLine(text: string, container: Container, items: readonly Item[]): readonly TextEdit[] {
  const kept = container.items.filter((item) => !items.includes(item));
  const parts = kept.map(({ span }) => text.slice(span.start, span.end));
  return [{ span: container.inner, newText: parts.length === 0 ? '' : ` ${parts.join(', ')} ` }];
}

/** The item's lines, with a blank line that would be left over; only the item where something else shares its lines. */
function removedSpan(text: string, container: Container, item: Item): Span {
  const comma = /^[ \t]*,/.exec(text.slice(item.span.end, lineEnd(text, item.span.end)))?.[0].length ?? 0;
  const tail = endOfTrailing(text, item.span.end + comma);
  if (!isFirstOnLine(text, item.span.start) || tail < lineEnd(text, tail)) {
    return { start: item.span.start, end: item.span.end + comma };
  }
  const start = lineStart(text, item.span.start);
  const end = nextLine(text, tail);
  const above = lineStart(text, start - 1);
  const afterOpening = start - 1 <= lineEnd(text, container.inner.start) + 1;
  const blankAbove = !afterOpening && isBlankLine(text, above, start);
  const blankBelow = end < container.inner.end && isBlankLine(text, end, nextLine(text, end));
  const beforeClosing = isBlankLine(text, end, container.inner.end) && nextLine(text, end) > container.inner.end;
  if (blankAbove && (blankBelow || beforeClosing)) return { start: above, end };
  return { start, end: blankBelow && afterOpening ? nextLine(text, end) : end };
}

function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}
