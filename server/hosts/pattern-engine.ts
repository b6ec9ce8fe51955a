// Regular expressions in linear time, for rules that come with a workspace. Its own bundle, loaded when the first such rule is met.
import { RE2JS } from 're2js';
import type { Pattern } from '../core/kind';

/** Makes a pattern. Throws on what is no regular expression, and on look-around and back-references, which take more than linear time. */
export function compilePattern(source: string): Pattern {
  const compiled = RE2JS.compile(source);
  return { test: (text) => compiled.matcher(text).find() };
}
