// A script that a web worker loads when it is first needed: the same file that Node requires.
import type { ParseScript } from '../dialects/script';
import type { CompilePattern } from '../rules/data-reader';

/** What the scripts leave behind: each its exports, under a name of its own. */
interface Left {
  readonly cipherlintParser: { readonly parseScript: ParseScript };
  readonly cipherlintPatterns: { readonly compilePattern: CompilePattern };
}

/** What a classic worker has. */
declare const self: Partial<Left> & { importScripts?(url: string): void };

/** What a script leaves behind. */
export interface LateScript<T> {
  /** Where the script lies; until then, there is nothing. */
  setUrl(url: string | undefined): void;
  /** Loads the script at the first call; undefined where it can't be loaded. */
  get(): T | undefined;
}

/** The script that leaves this behind. Loading is tried once: what does not load now will not at the next keystroke. */
export function lateScript<Name extends keyof Left>(name: Name): LateScript<Left[Name]> {
  let url: string | undefined;
  return {
    setUrl: (next) => {
      url = next;
    },
    get: () => {
      const left: Partial<Left> = self;
      if (url !== undefined && !left[name]) load(url);
      url = undefined;
      return left[name];
    },
  };
}

function load(url: string): void {
  try {
    self.importScripts?.(url);
  } catch (error) {
    console.error(`${url} could not be loaded: ${String(error)}`);
  }
}
