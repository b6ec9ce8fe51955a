// Turns a block's body into an object: arguments as they are, nested blocks as lists of objects, `dynamic` blocks written out.
import type { Span } from '../../core/text';
import type { ConfigValue, Entry, ObjectValue } from '../../core/value';
import type { Declared } from './declarations';
import type { Attribute, Block, Body, ObjectEntry } from './hcl/ast';
import { findAttribute } from './declarations';
import { itemsOf, type Item } from './loops';
import { addressIn, scopeOf, tagAt, withNames, type Scope } from './scope';
import { asString, headedBy, isFailed, list, object, reasonOf, relocate, spread, unknown } from './values';

/** Arguments of Terraform's own, which say nothing about the resource. */
const META: ReadonlySet<string> = new Set(['count', 'for_each', 'provider', 'providers', 'depends_on', '//']);
const META_BLOCKS: ReadonlySet<string> = new Set(['provisioner', 'connection']);

/** Arguments that hold a map. JSON writes nested blocks the same way, and whatever is not named here is taken for a block. */
const MAPS: ReadonlySet<string> = new Set([
  'tags',
  'tags_all',
  'variables',
  'parameters',
  'connection_properties',
  'default_arguments',
  'non_overridable_arguments',
  'options',
  'triggers',
  'triggers_replace',
  'keepers',
  'metadata',
  'labels',
  'additional_encryption_context',
  'encryption_context_subset',
  'encryption_context_equals',
  'request_parameters',
  'response_parameters',
  'environment_variables',
  'input',
  'query',
]);

/** The body of a declared block with the changes of override files. */
export function declaredBody(declared: Declared, scope: Scope, head: Span): ObjectValue {
  const own = blockBody(declared.block, scope, head);
  return declared.overrides.reduce((body, { block, file }) => {
    const changed = blockBody(block, { ...scope, file }, block.typeSpan);
    const moved = relocate(scope.module.run, changed, head, { uri: file.source.uri, note: 'override file' });
    return moved.kind === 'object' ? mergeBodies(body, moved) : body;
  }, own);
}

function mergeBodies(body: ObjectValue, changed: ObjectValue): ObjectValue {
  const replaced = new Set(changed.entries.map((entry) => entry.key));
  return { ...body, entries: [...body.entries.filter((entry) => !replaced.has(entry.key)), ...changed.entries] };
}

function blockBody(block: Block, scope: Scope, head: Span): ObjectValue {
  const { body, type, span } = block;
  const attributes = body.attributes
    .filter((attribute) => !META.has(attribute.name))
    .map((attribute) => attributeEntry(attribute, type, scope));
  return object([...attributes, ...blockEntries(body, scope)], span, false, head);
}

/** A module's arguments are variables, never blocks. */
function attributeEntry(attribute: Attribute, blockType: string, scope: Scope): Entry {
  const value = headedBy(scope.module.run.evaluate(attribute.value, scope), attribute.nameSpan);
  const isBlock = scope.file.language === 'json' && blockType !== 'module' && !MAPS.has(attribute.name);
  return { key: attribute.name, keySpan: attribute.nameSpan, value: isBlock ? blocksOfJson(value, attribute) : value };
}

/** In JSON a nested block is an object, or a list of them. */
function blocksOfJson(value: ConfigValue, attribute: Attribute): ConfigValue {
  if (attribute.value.kind !== 'object' || value.kind !== 'object') return value;
  const written = new Map(attribute.value.entries.map((item) => [item.key.span, item]));
  const entries = value.entries.map((entry) => nestedJson(entry, written.get(entry.keySpan)));
  return list([{ ...value, entries }], attribute.nameSpan);
}

function nestedJson(entry: Entry, written: ObjectEntry | undefined): Entry {
  if (!written || MAPS.has(entry.key)) return entry;
  const attribute: Attribute = { name: entry.key, nameSpan: entry.keySpan, span: written.span, value: written.value };
  return { ...entry, value: blocksOfJson(entry.value, attribute) };
}

/** One entry for each type of nested block, whether it stands there once or several times. */
function blockEntries(body: Body, scope: Scope): readonly Entry[] {
  const groups = new Map<string, { readonly keySpan: Span; readonly lists: ConfigValue[] }>();
  for (const block of body.blocks) {
    if (META_BLOCKS.has(block.type)) continue;
    const [label] = block.labels;
    const dynamic = block.type === 'dynamic' && label !== undefined;
    const [type, keySpan] = dynamic ? [label.text, label.span] : [block.type, block.typeSpan];
    const group = groups.get(type) ?? { keySpan, lists: [] };
    groups.set(type, group);
    group.lists.push(
      dynamic ? dynamicBlocks(block, label.text, keySpan, scope) : list([nested(block, scope, keySpan)], keySpan),
    );
  }
  return [...groups].map(([key, { keySpan, lists }]) => ({ key, keySpan, value: joinLists(lists, keySpan, scope) }));
}

function nested(block: Block, scope: Scope, head: Span): ConfigValue {
  const { limits } = scope.module.run;
  if (limits.depth <= 0) return unknown('nested too deeply', head);
  limits.depth--;
  const value = blockBody(block, scope, head);
  limits.depth++;
  return value;
}

function joinLists(lists: readonly ConfigValue[], span: Span, scope: Scope): ConfigValue {
  const [only] = lists;
  if (lists.length === 1 && only) return only;
  return spread(scope.module.run, lists, span, (known) => {
    const items = known.flatMap((part) => (part.kind === 'list' ? part.items : []));
    return list(
      items,
      span,
      known.some((part) => part.kind !== 'list' || part.open),
    );
  });
}

/** One block for each item of `for_each`; where the items are not known, one that may or may not be there. */
function dynamicBlocks(block: Block, type: string, span: Span, scope: Scope): ConfigValue {
  const { run } = scope.module;
  const forEach = findAttribute(block.body, 'for_each');
  const iterator = findAttribute(block.body, 'iterator')?.value;
  const name =
    iterator?.kind === 'variable' ? iterator.name : iterator?.kind === 'literal' ? String(iterator.value) : type;
  const content = block.body.blocks.find((inner) => inner.type === 'content');
  if (!content) return list([], span, true);
  const over = forEach ? run.evaluate(forEach.value, scope) : unknown('for_each is not written yet', span);
  return spread(run, [over], span, ([one = over]) => {
    const walked = one.kind === 'ref' ? undefined : itemsOf(one);
    const item = (value: ConfigValue, index: number) =>
      nested(
        { ...content, span: block.span },
        withNames(scope, [[name, value]], tagAt(scope, block.span.start, index)),
        span,
      );
    if (!walked) return list([item(unknown(isFailed(one) ? one.reason : reasonOf(one), one.span), 0)], span, true);
    return list(
      walked.items.map((pair, index) => item(iteratorValue(pair, one), index)),
      span,
      walked.open,
    );
  });
}

/** What the iterator's name means: the key of a list's item is the item itself where it is a plain set of texts. */
function iteratorValue(pair: Item, over: ConfigValue): ConfigValue {
  const { value } = pair;
  const key = over.kind === 'list' && asString(value) !== undefined ? value : pair.key;
  return object(
    [
      { key: 'key', keySpan: key.span, value: key },
      { key: 'value', keySpan: value.span, value },
    ],
    value.span,
  );
}

/** The body of a block that has no instances, such as a provider. */
export function plainBody(declared: Declared, scope: Scope, head: Span): ObjectValue {
  return declaredBody(
    declared,
    { ...scopeOf(scope.module, declared.file), tag: addressIn(scope.module, declared.block.type) },
    head,
  );
}
