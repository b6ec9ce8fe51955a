// Writes changes into HCL text, in the file's own style and without touching anything else.
import type { Change, EditResult, NewValue, Resource } from '../../core/resource';
import { inPascalCase } from '../../core/workflow/parameters';
import { lineEnding, type TextEdit } from '../../core/text';
import { indentAt, indentUnit, isBlankLine, lineEnd, nextLine } from './edit-layout';
import { inProviderNames } from './edit-names';
import { removeAt } from './edit-remove';
import { setAt, type Target } from './edit-set';
import { addStatement } from './edit-statement';
import { blockAt, bodyContainer, containerOf, sitesOf, type Site } from './edit-target';
import { newBody, quote, writeBlock } from './edit-write';
import type { Block, HclFile } from './hcl/ast';
import { endOfTrailing, parseHcl } from './hcl/parse';

/**
 * The edits that make `change` to the resource's block in `text`, which must be the text from which the resource was read. Several
 * changes are made one after another, each on the text that the last one left. Refuses with a plain reason where the place is not
 * written out in this file: a value from a variable, a block that isn't closed yet, JSON.
 */
export function editHcl(text: string, resource: Resource, asked: Change): EditResult {
  if (resource.language !== 'hcl') return refuse('Only HCL can be changed here.');
  const change = changeIn(resource, asked);
  if (!change) return refuse('A workflow has no resources to add.');
  const file = parseHcl(text);
  const block = blockAt(file, resource.span.start) ?? blockAround(file, resource);
  if (!block) return refuse('The resource is not in this text any more.');
  if (!block.closed) return refuse('The block is not closed yet.');
  const target: Target = {
    text,
    style: { unit: indentUnit(text, [block, ...file.body.blocks]), eol: lineEnding(text) },
  };
  if (change.kind === 'add-resource') return { ok: true, edits: [addResource(target, file, block, change)] };
  if (change.kind === 'add-statement') return addStatement(target, block, change);
  const container = change.within ? containerOf(block, change.within) : bodyContainer(block);
  if (!container) return refuse('What is to be changed is not written out in this block.');
  const sites = sitesOf(container, change.path);
  if (typeof sites === 'string') return refuse(sites);
  if (change.kind === 'remove') return { ok: true, edits: sites.flatMap((site) => removeAt(text, site)) };
  return setAll(target, sites, change.value);
}

/** The change in the names of what is written: a workflow's calls have names and an object of their own. */
function changeIn(resource: Resource, asked: Change): Change | undefined {
  if (resource.dialect !== 'sdk') return resource.loose ? inProviderNames(asked) : asked;
  const change = inPascalCase(asked);
  return change && { ...change, within: change.within ?? resource.body };
}

/** The block in which a workflow makes a call. */
function blockAround(file: HclFile, { dialect, span }: Resource): Block | undefined {
  if (dialect !== 'sdk') return undefined;
  return file.body.blocks.find((block) => block.span.start < span.start && span.end <= block.span.end);
}

function refuse(reason: string): EditResult {
  return { ok: false, reason };
}

function setAll(target: Target, sites: readonly Site[], value: NewValue): EditResult {
  const edits: TextEdit[] = [];
  for (const site of sites) {
    const made = setAt(target, site, value);
    if (typeof made === 'string') return refuse(made);
    edits.push(...made);
  }
  return { ok: true, edits };
}

type AddResource = Extract<Change, { kind: 'add-resource' }>;

/** Puts the new block behind the old one, with a blank line between. */
function addResource(target: Target, file: HclFile, block: Block, change: AddResource): TextEdit {
  const { text, style } = target;
  const data = change.type.startsWith('data.');
  const kind = data ? 'data' : 'resource';
  const type = data ? change.type.slice('data.'.length) : change.type;
  const header = `${kind} ${quote(type)} ${quote(freeName(file, kind, type, change.name))}`;
  const indent = indentAt(text, block.span.start);
  const at = lineEnd(text, endOfTrailing(text, block.span.end));
  const below = nextLine(text, at);
  const gap = below < text.length && !isBlankLine(text, below, nextLine(text, below)) ? style.eol : '';
  const written = indent + writeBlock(header, newBody(change.body), indent, style);
  return { span: { start: at, end: at }, newText: `${style.eol}${style.eol}${written}${gap}` };
}

/** The proposed name as HCL allows it, with a number where the file already has one of that name. */
function freeName(file: HclFile, kind: string, type: string, proposed: string): string {
  const taken = new Set(
    file.body.blocks.filter((b) => b.type === kind && b.labels[0]?.text === type).map((b) => b.labels[1]?.text),
  );
  const name = proposed.replace(/[^\w-]/g, '_').replace(/^(?=[^A-Za-z_]|$)/, '_');
  let free = name;
  for (let i = 2; taken.has(free); i++) free = `${name}_${String(i)}`;
  return free;
}
