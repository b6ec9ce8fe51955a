// Finds references to pages of AWS that can't exist: an operation, a structure or a resource type that AWS does not have.
import { schemaPages } from '../fixes/schema';
import type { ApiModels } from './models';

const PAGE = /https:\/\/docs\.aws\.amazon\.com\/[^\s,\])'"}]+/g;

/** The references in texts that name nothing in the schemas of CloudFormation or, where they are there, in the models of AWS's APIs. */
export function unknownPages(texts: readonly string[], models: ApiModels | undefined): readonly string[] {
  const types = schemaPages();
  const names = models?.names();
  const pages = new Set(texts.flatMap((text) => text.match(PAGE) ?? []));
  return [...pages].sort().filter((page) => {
    const type = /\/(aws-(?:resource|properties)-[a-z0-9-]+)\.html/.exec(page)?.[1];
    if (type !== undefined) return !types.has(type);
    const name = /\/API_(\w+)\.html/.exec(page)?.[1];
    return names !== undefined && name !== undefined && !isKnown(name, names);
  });
}

/** Where several APIs share a reference, their name stands before: `API_agent_CreatePrompt`. */
function isKnown(name: string, names: ReadonlySet<string>): boolean {
  const words = name.toLowerCase().split('_');
  return words.some((_, i) => names.has(words.slice(i).join('_')));
}
