// Making the engine's resources out of calls.
import type { Dialect, Language, Resource } from '../../core/resource';
import type { Span } from '../../core/text';
import { type ConfigValue, type ObjectValue } from '../../core/value';
import { spanOf, unwrap, type Call, type Node } from './ast';
import { evaluate } from './evaluate';
import { asObject, openObject } from './objects';
import { idOf, type Reader } from './reader';
import type { Context } from './scope';

/** What a resource is made of; id and language follow from it. */
export interface Making {
  readonly dialect: Dialect;
  readonly type: string;
  readonly node: Node;
  readonly head: Span;
  readonly body: ObjectValue;
  readonly id?: string;
  readonly address?: string;
  readonly loose?: boolean;
  readonly exists?: Resource['exists'];
}

/** A resource whose id is its type with the offset of its call, unless the maker names another. */
export function makeResource(reader: Reader, making: Making): Resource {
  const { dialect, type, node, head, body, loose, exists = 'always' } = making;
  const made: { -readonly [Key in keyof Resource]: Resource[Key] } = {
    dialect,
    type,
    id: making.id ?? idOf(reader, type, node),
    address: making.address ?? type,
    source: reader.uri,
    language: languageOf(reader.path),
    span: spanOf(node),
    head,
    body,
    exists,
  };
  if (loose) made.loose = loose;
  return made;
}

/** The language of a script by its name. */
export function languageOf(uri: string): Language {
  return /\.(?:[mc]?ts|tsx)$/i.test(uri) ? 'typescript' : 'javascript';
}

/** The last name of what is called: `PutObjectCommand`, `putObject`, `Bucket`. */
export function nameSpan(call: Call): Span {
  const callee = unwrap(call.callee);
  return spanOf(callee.type === 'MemberExpression' ? callee.property : callee);
}

/** A call's argument as a body: an object as it is, branches joined, nothing as an empty object, anything else open. */
export function bodyOf(reader: Reader, argument: Node | undefined, context: Context, head: Span): ObjectValue {
  if (!argument) return { kind: 'object', entries: [], open: false, span: head, head };
  const span = spanOf(argument);
  if (argument.type === 'SpreadElement') return openObject(span, head);
  return bodyFrom(evaluate(reader, argument, context), span, head);
}

/** A value as a body that stands at `span`. */
export function bodyFrom(value: ConfigValue, span: Span, head: Span): ObjectValue {
  if (value.kind === 'object') return { ...value, head };
  const object = value.kind === 'choice' || value.kind === 'scalar' ? asObject(value) : openObject(span, head);

  return { ...object, span, head };
}
