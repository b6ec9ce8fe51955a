// Attributes that ask no provider: what a block gives is worked out from what it is given, as in `data.template_file.policy.rendered`.
import { asObject } from '../../core/path';
import type { Span } from '../../core/text';
import { entryOf, isAbsent, type ConfigValue, type ObjectValue } from '../../core/value';
import { declaredBody } from './body';
import { headOf, type Declared } from './declarations';
import { encodingOf } from './functions/encoding';
import { fillIn } from './functions/templates';
import { joinPath } from './paths';
import { instancesOf } from './instances';
import { addressIn, charge, type Located, type Module, type Scope } from './scope';
import { asString, joinText, MAX_TEXT, object, reasonOf, scalar, spread, unknown } from './values';

/** Works the attribute out; the values are the arguments that it needs. */
interface Known {
  readonly needs: readonly string[];
  readonly give: (values: readonly ConfigValue[], head: Span, scope: Scope) => ConfigValue;
}

const same: Known['give'] = ([value], head) => value ?? scalar(null, head);

/** By the block and its attribute. */
const KNOWN: ReadonlyMap<string, Known> = new Map([
  ['data.template_file rendered', { needs: ['template', 'vars'], give: rendered }],
  ['data.template_cloudinit_config rendered', { needs: ['part'], give: cloudInit }],
  ['data.cloudinit_config rendered', { needs: ['part'], give: cloudInit }],
  ['data.local_file content', { needs: ['filename'], give: contentOf }],
  ['data.null_data_source outputs', { needs: ['inputs'], give: same }],
  ['terraform_data output', { needs: ['input'], give: same }],
]);

/** The value of an attribute that is known already, worked out once; undefined for all others. `key` is the block's name, `data.` included. */
export function knownAttribute(key: string, attribute: string, module: Module): Located | undefined {
  const declared = module.declarations.resources.get(key);
  const known = declared && KNOWN.get(`${key.slice(0, key.lastIndexOf('.'))} ${attribute}`);
  if (!known) return undefined;
  const memoKey = `known ${key} ${attribute}`;
  const before = module.memo.get(memoKey);
  if (before) return before;
  module.memo.set(memoKey, { value: unknown(`${key} refers to itself`, headOf(declared)) });
  const located = { value: work(known, declared, module, key), origin: { uri: declared.file.source.uri, note: key } };
  module.memo.set(memoKey, located);
  return located;
}

function work({ needs, give }: Known, declared: Declared, module: Module, key: string): ConfigValue {
  const head = headOf(declared);
  const { scope } = instancesOf(declared, module, addressIn(module, key));
  const body = declaredBody(declared, scope, head);
  return spread(
    module.run,
    needs.map((name) => argument(body, name, head)),
    head,
    (values) => give(values, head, scope),
  );
}

/** An argument; one that is not written is null. */
function argument(body: ObjectValue, name: string, head: Span): ConfigValue {
  const value = entryOf(body, name)?.value ?? scalar(null, head);
  return value.kind === 'list' && value.items.length === 1 ? (value.items[0] ?? value) : value;
}

function rendered([template, vars]: readonly ConfigValue[], head: Span, scope: Scope): ConfigValue {
  const text = asString(template);
  if (text === undefined) return unknown(template ? reasonOf(template) : 'there is no template', head);
  const given = vars && (isAbsent(vars) ? object([], head) : (asObject(vars) ?? unknown(reasonOf(vars), head)));
  return given ? fillIn(text, given, head, scope) : unknown('what is filled in is not known', head);
}

/** Several scripts as one message with parts, which is zipped and encoded unless the block says otherwise: what stands in the scripts still tells. */
function cloudInit([parts]: readonly ConfigValue[], head: Span, { module: { run } }: Scope): ConfigValue {
  const blocks = parts?.kind === 'list' ? parts.items : parts ? [parts] : [];
  const contents = blocks.flatMap((block) => (block.kind === 'object' ? (entryOf(block, 'content')?.value ?? []) : []));
  return spread(run, contents, head, (known) => {
    const texts = known.flatMap((content) => [content, '\n']);
    return encodingOf(joinText(texts, head), 'it is put together when Terraform runs', head);
  });
}

function contentOf([filename]: readonly ConfigValue[], head: Span, { module: { run } }: Scope): ConfigValue {
  const path = asString(filename);
  const inside = path === undefined ? undefined : joinPath(run.rootFolder, path);
  const text = inside === undefined ? undefined : run.around.text(inside);
  if (text === undefined || text.length > MAX_TEXT || !charge(run, text.length >> 6))
    return unknown(`"${path ?? ''}" can not be read here`, head);
  return scalar(text, head);
}
