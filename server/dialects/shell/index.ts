// Reads AWS CLI commands in shell scripts, Makefiles, Dockerfiles, GitHub workflows and notebooks.
import type { Adapter, Document, Files, Resource, Unit } from '../../core/resource';
import type { SourceText } from '../../core/text';
import { resourcesOf } from '../../core/shell/aws';
import { downloadOf } from '../../core/shell/downloads';
import { editShell } from '../../core/shell/edit';
import { filesOf } from './files';
import { notebookCommands } from './notebook';
import { regionsOf, sortOf } from './regions';
import { withVariables } from '../../core/shell/variables';
import { commandsIn, type Command } from '../../core/shell/words';

/** One file with shell text, read. */
export interface ShellFile {
  readonly document: Document;
  readonly commands: readonly Command[];
}

const MAX_LENGTH = 1_000_000;
/** Notebooks may be larger: pictures in their outputs are skipped. */
const MAX_NOTEBOOK = 20_000_000;
const MAX_RESOURCES = 5_000;

/** The adapter for AWS CLI commands, and for downloads that check nobody. Files without such commands are not claimed. */
export const shell: Adapter<ShellFile> = {
  name: 'shell',
  claims,
  read,
  unitFolder: () => undefined,
  resolve: (files, around): Unit => ({
    documents: files.map((f) => f.document),
    resources: files.flatMap((f) => resourcesIn(f, around)),
  }),
  edit: editShell,
};

const WORDS = /(?:^|[\s;&|(`@/"'=!-])(?:aws2?|curl|wget)\s/m;

function claims(path: string, text: string): boolean {
  const sort = sortOf(path);
  if (sort === undefined || !WORDS.test(text)) return false;
  return sort !== 'notebook' || /!|%%?(?:bash|sh|script|sx|system)\b/.test(text);
}

function read(source: SourceText): ShellFile {
  const { path, text } = source;
  const sort = sortOf(path);
  if (text.length > (sort === 'notebook' ? MAX_NOTEBOOK : MAX_LENGTH)) {
    const message = 'This file is too large to be checked (more than 1 MB).';
    return {
      document: { source, language: 'shell', problems: [{ span: { start: 0, end: 0 }, message }] },
      commands: [],
    };
  }
  if (sort === 'notebook') {
    // most notebooks ask nothing of a shell, and needn't be taken apart for it
    const commands = claims(path, text) ? notebookCommands(path, text) : [];
    return { document: { source, language: 'shell', problems: [] }, commands };
  }
  const commands = regionsOf(path, text).flatMap((region) => {
    const found = commandsIn(text, region.start, region.end);
    // lines of Makefiles and of Dockerfiles each have a shell of their own
    return sort === 'shell' || sort === 'workflow' ? withVariables(found, text) : found;
  });
  return { document: { source, language: 'shell', problems: [] }, commands };
}

function resourcesIn({ document: { source }, commands }: ShellFile, around: Files<unknown>): readonly Resource[] {
  const readFile = filesOf(source, commands, around);
  const resources = commands
    .flatMap((command) => [...resourcesOf(source, command, readFile), ...downloadOf(source, command)])
    .slice(0, MAX_RESOURCES);
  return resources.sort((a, b) => a.span.start - b.span.start);
}
