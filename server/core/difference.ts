// Where two versions of a text differ.

/** The one stretch of text in which two texts differ, in UTF-16 offsets. */
export interface Difference {
  readonly start: number;
  /** Its end in the text before. */
  readonly end: number;
  /** By how much the text grew. */
  readonly by: number;
}

/** Characters that are compared at once: engines compare stretches many times faster than a loop compares characters. */
const STRETCH = 1024;

/** Where two texts differ; an empty stretch where they are the same. */
export function differenceOf(before: string, now: string): Difference {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start + STRETCH <= most && before.slice(start, start + STRETCH) === now.slice(start, start + STRETCH))
    start += STRETCH;
  while (start < most && before.charCodeAt(start) === now.charCodeAt(start)) start++;
  let end = before.length;
  const by = now.length - before.length;
  const least = Math.max(start, start - by);
  while (end - STRETCH >= least && before.slice(end - STRETCH, end) === now.slice(end - STRETCH + by, end + by))
    end -= STRETCH;
  while (end > least && before.charCodeAt(end - 1) === now.charCodeAt(end + by - 1)) end--;
  return { start, end, by };
}
