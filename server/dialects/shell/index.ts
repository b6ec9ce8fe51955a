// Reads AWS CLI commands in shell scripts, Makefiles, Dockerfiles and GitHub workflows.
import type { Adapter, Document, Resource, Unit } from '../../core/resource';
import type { SourceText } from '../../core/text';
import { resourcesOf } from './aws';
import { editShell } from './edit';
import { regionsOf, sortOf } from './regions';
import { commandsIn } from './words';

/** One file with shell text, read. */
export interface ShellFile {
  readonly document: Document;
  readonly resources: readonly Resource[];
}

const MAX_LENGTH = 1_000_000;
const MAX_RESOURCES = 5_000;

/** The adapter for AWS CLI commands. Files without an `aws` command are not claimed. */
export const shell: Adapter<ShellFile> = {
  name: 'shell',
  claims: (path, text) => sortOf(path) !== undefined && /(?:^|[\s;&|(`@/"'-])aws2?\s/m.test(text),
  read,
  unitFolder: () => undefined,
  resolve: (files): Unit => ({
    documents: files.map((f) => f.document),
    resources: files.flatMap((f) => f.resources),
  }),
  edit: editShell,
};

function read(source: SourceText): ShellFile {
  const { path, text } = source;
  if (text.length > MAX_LENGTH) {
    const message = 'This file is too large to be checked (more than 1 MB).';
    return {
      document: { source, language: 'shell', problems: [{ span: { start: 0, end: 0 }, message }] },
      resources: [],
    };
  }
  const commands = regionsOf(path, text).flatMap((region) => commandsIn(text, region.start, region.end));
  const resources = commands.flatMap((command) => resourcesOf(source, command)).slice(0, MAX_RESOURCES);
  resources.sort((a, b) => a.span.start - b.span.start);
  return { document: { source, language: 'shell', problems: [] }, resources };
}
