// The `aws` commands and downloads of a shell script that a configuration holds, such as the user data of an instance, read where they are written.
import type { Resource } from '../resource';
import type { Span } from '../text';
import type { Holder } from '../workflow/calls';
import { resourcesOf } from './aws';
import { downloadOf } from './downloads';
import { withVariables } from './variables';
import { commandsIn, type Command } from './words';

/** Longer scripts are no user data: AWS takes 16 KB. */
const MAX_SCRIPT = 100_000;

/**
 * Scripts name their interpreter in the first line, after what indents it; others are configurations of cloud-init or no shell.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html#user-data-shell-scripts
 */
const SHEBANG = /^\s*#!\s*\S*\/(?:env\s+(?:-S\s+)?)?(?:ba|da|k|z)?sh\b/;

/** A script in a file. */
export interface Script extends Span {
  /** The file's text; what is no shell in it may be blanked, as long as it keeps its length. */
  readonly text: string;
  /** True for an expansion that is filled in before the script runs. */
  readonly isFilledIn?: (name: string) => boolean;
}

/** The calls that a script makes; none where it is not for a shell. What is filled in is not known. */
export function scriptCalls({ text, start, end, isFilledIn }: Script, holder: Holder): readonly Resource[] {
  const written = text.slice(start, end);
  if (written.length > MAX_SCRIPT || !SHEBANG.test(written) || !/\b(?:aws2?|curl|wget)\s/.test(written)) return [];
  const commands = commandsIn(text, start, end).map((command) => (isFilledIn ? named(command, isFilledIn) : command));
  const source = { uri: holder.source };
  return withVariables(commands, text)
    .flatMap((command) => [...resourcesOf(source, command, () => undefined), ...downloadOf(source, command)])
    .map((resource) => ({ ...resource, ...placed(resource, holder, start) }));
}

/** Nobody can give a value for it as for a variable of the shell. */
function named(command: Command, isFilledIn: (name: string) => boolean): Command {
  const words = command.words.map((word) => ({
    ...word,
    parts: word.parts.map((part) =>
      typeof part !== 'string' && isFilledIn(part.name) ? { name: `what is filled in for ${part.name}` } : part,
    ),
  }));
  return { ...command, words };
}

/** The same command of a script that only moved has the same id. */
function placed({ type, span }: Resource, { id, exists, via }: Holder, start: number): Partial<Resource> {
  return { id: `${id}/${type}@${String(span.start - start)}`, exists, ...(via ? { via } : {}) };
}
