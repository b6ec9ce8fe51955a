// Calls of Terraform's functions: which are known, and how arguments reach them.
import type { ConfigValue } from '../../../core/value';
import type { Expression } from '../hcl/ast';
import type { Scope } from '../scope';
import { isFailed, spread, unknown, failed, reasonOf } from '../values';
import type { Call, Fn } from './call';
import { COLLECTIONS } from './collections';
import { ENCODING } from './encoding';
import { FILES } from './files';
import { LOGIC } from './logic';
import { MAPS } from './maps';
import { NUMBERS } from './numbers';
import { REGULAR } from './regular';
import { SETS } from './sets';
import { STRINGS } from './strings';
import { TEMPLATES } from './templates';
import { FORMATTING } from './formatting';

const TABLES = [COLLECTIONS, ENCODING, FILES, FORMATTING, LOGIC, MAPS, NUMBERS, REGULAR, SETS, STRINGS, TEMPLATES];
const FUNCTIONS: ReadonlyMap<string, Fn> = new Map(TABLES.flatMap((table) => Object.entries(table)));
/** These look at failures instead of passing them on. */
const CATCHING: ReadonlySet<string> = new Set(['try', 'can']);

/** Evaluates a call; a function that is not known here gives an unknown. */
export function callFunction(expression: Extract<Expression, { kind: 'call' }>, scope: Scope): ConfigValue {
  const { name, span } = expression;
  const fn = FUNCTIONS.get(name.replace(/^core::/, ''));
  if (!fn) return unknown(`what ${name}() gives is known only when Terraform runs`, span);
  const { run } = scope.module;
  const call: Call = { name, span, scope, run };
  const args = expression.args.map((arg) => run.evaluate(arg, scope));
  return spread(run, args, span, (known) => {
    const all = expression.expandLast ? expand(known) : known;
    if (!all) return unknown('the arguments are not known in full', span);
    const bad = CATCHING.has(name) ? undefined : all.find(isFailed);
    return bad ? failed(reasonOf(bad), span) : fn(all, call);
  });
}

function expand(args: readonly ConfigValue[]): readonly ConfigValue[] | undefined {
  const last = args[args.length - 1];
  return last?.kind === 'list' && !last.open ? [...args.slice(0, -1), ...last.items] : undefined;
}
