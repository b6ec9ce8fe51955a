// Loads the TypeScript parser in a web worker, when the first script is met: the script that Node loads, too.
import type { ParseScript } from '../dialects/script';

/** What a classic worker has, and what the parser's script leaves behind. */
declare const self: {
  importScripts?(url: string): void;
  readonly cipherlintParser?: { readonly parseScript: ParseScript };
};

/** A parser that does nothing until it knows where its script lies, or where that can't be loaded. */
export function workerParser(): { readonly parse: ParseScript; setUrl(url: string | undefined): void } {
  let url: string | undefined;
  return {
    setUrl: (next) => {
      url = next;
    },
    parse: (text, fileName) => {
      if (url !== undefined && !self.cipherlintParser) load(url);
      url = undefined;
      return self.cipherlintParser?.parseScript(text, fileName);
    },
  };
}

/** Tried once: what does not load now will not load at the next keystroke. */
function load(url: string): void {
  try {
    self.importScripts?.(url);
  } catch (error) {
    console.error(`The TypeScript parser could not be loaded: ${String(error)}`);
  }
}
