// Counts which controls of the ledger are ruled, looked at and found to be no gap, or open.
import type { Kind } from '../../server/core/kind';
import { readsOf } from '../../server/core/reads';
import { packageNameOf } from '../../server/core/sdk-services';
import { matchesPattern } from '../../server/core/settings';
import { DIALECTS } from '../../server/rules/data-reader';
import type { Dialect } from '../../server/core/resource';

export interface Control {
  readonly id: string;
  readonly service: string;
  readonly kind: string;
  readonly names: Readonly<Record<Dialect, readonly string[]>>;
}

export interface Triage {
  readonly control: string;
  readonly reason: string;
  readonly page: string;
}

/** What the kinds bind: names of properties that a rule reads, and operations that a kind with rules is bound to. */
export interface Bindings {
  readonly reads: ReadonlySet<string>;
  readonly operations: ReadonlySet<string>;
  readonly written: readonly string[];
}

export interface Options {
  /** List every control, core or not, that is open or ruled in some dialects only. */
  readonly open: boolean;
  /** Names that the schemas know; given: list ours that they don't. */
  readonly names: ReadonlySet<string> | undefined;
}

/** The sorts of controls that the goal counts. */
export const CORE = new Set(['at-rest-key', 'at-rest-switch', 'in-transit-switch', 'tls-version/policy', 'in-use']);
const TEMPLATES: readonly Dialect[] = ['cloudformation', 'terraform'];

/** Lists and markers are written differently here and there; names are not. */
export function plainName(name: string): string {
  return name.replace(/\[[^\]]*\]|[={}']/g, '').toLowerCase();
}

export function bindings(kinds: readonly Kind[]): Bindings {
  const written = kinds.flatMap((kind) =>
    kind.rules.flatMap((rule) => DIALECTS.flatMap((dialect) => readsOf(kind, rule, dialect))),
  );
  const operations = kinds
    .filter((kind) => kind.rules.length > 0)
    .flatMap((kind) => [...kind.bind.sdk, ...kind.bind.sdkUpdates]);
  return {
    written: [...new Set(written)],
    reads: new Set(written.map(plainName)),
    operations: new Set(
      operations.map((type) => `${packageNameOf(type.split(':')[0] ?? '')}.${type.split(':')[1] ?? ''}`.toLowerCase()),
    ),
  };
}

/** Prints the count. */
export function count(
  controls: readonly Control[],
  triage: readonly Triage[],
  bound: Bindings,
  options: Options,
): void {
  const judged = controls.map((control) => ({ control, state: stateOf(control, triage, bound) }));
  const core = judged.filter(({ control }) => CORE.has(control.kind));
  console.log('service                 core  ruled  partly  no gap  open');
  for (const service of [...new Set(core.map(({ control }) => control.service))].sort())
    row(
      service,
      core.filter(({ control }) => control.service === service),
    );
  console.log('');
  row('all core controls', core);
  const written = core.filter(({ control }) => TEMPLATES.some((dialect) => control.names[dialect].length > 0));
  row('of them in templates', written);
  const everywhere = written.filter(({ control }) =>
    TEMPLATES.every((dialect) => control.names[dialect].length === 0 || isRuled(control, dialect, bound)),
  );
  console.log(`ruled in every template dialect in which they exist: ${share(everywhere.length, written.length)}`);
  row(
    'other controls',
    judged.filter(({ control }) => !CORE.has(control.kind)),
  );
  if (options.open) printOpen(judged);
  printIdle(judged, triage);
  if (options.names) unknownNames(bound, options.names);
}

/** Lines that name no control, or only such as are ruled. */
function printIdle(judged: readonly Judged[], triage: readonly Triage[]): void {
  for (const { control: pattern } of triage) {
    const named = judged.filter(({ control }) => matchesPattern(pattern, control.id));
    if (named.length === 0) console.log(`rules/not-a-gap.d names a control that is not in the ledger: ${pattern}`);
    else if (named.every(({ state }) => state === 'ruled'))
      console.log(`rules/not-a-gap.d names a control that is ruled: ${pattern}`);
  }
}

interface Judged {
  readonly control: Control;
  readonly state: State;
}

type State = 'ruled' | 'partly' | 'no gap' | 'open';

function stateOf(control: Control, triage: readonly Triage[], bound: Bindings): State {
  const dialects = DIALECTS.filter((dialect) => dialect !== 'cdk' && control.names[dialect].length > 0);
  const ruled = dialects.filter((dialect) => isRuled(control, dialect, bound));
  if (dialects.length > 0 && ruled.length === dialects.length) return 'ruled';
  if (triage.some((line) => matchesPattern(line.control, control.id))) return 'no gap';
  return ruled.length > 0 ? 'partly' : 'open';
}

function isRuled(control: Control, dialect: Dialect, bound: Bindings): boolean {
  return control.names[dialect].some((name) => {
    if (name.endsWith('.(operation)')) return bound.operations.has(name.slice(0, -'.(operation)'.length).toLowerCase());
    const plain = plainName(name);
    // A property without a schema of its own (parameters, JSON text) is read by reading into it.
    return bound.reads.has(plain) || [...bound.reads].some((read) => read.startsWith(`${plain}.`));
  });
}

/** Every control that is open or ruled in some dialects only, those of the core first. */
function printOpen(judged: readonly Judged[]): void {
  const open = judged.filter(({ state }) => state === 'open' || state === 'partly');
  const ordered = [true, false].flatMap((core) => open.filter(({ control }) => CORE.has(control.kind) === core));
  for (const { control, state } of ordered)
    console.log(
      `${state}  ${control.kind}  ${control.id}  ${Object.values(control.names).flat().slice(0, 3).join('; ')}`,
    );
}

function row(name: string, judged: readonly { readonly state: State }[]): void {
  const number = (state: State): string => String(judged.filter((item) => item.state === state).length).padStart(7);
  console.log(
    `${name.padEnd(22)} ${String(judged.length).padStart(5)}${number('ruled')}${number('partly')}${number('no gap')}${number('open')}`,
  );
}

function share(part: number, whole: number): string {
  return `${String(part)} of ${String(whole)}, ${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}

/** Names of ours of which the ledger knows the type but not the property: typing errors, or properties that say nothing of encryption. */
function unknownNames(bound: Bindings, names: ReadonlySet<string>): void {
  const known = new Set([...names].map(plainName));
  const types = new Set([...names].map((name) => plainName(name).split('.')[0] ?? ''));
  for (const name of bound.written) {
    const plain = plainName(name);
    if (!known.has(plain) && types.has(plain.split('.')[0] ?? '')) console.log(`not in the ledger: ${name}`);
  }
}
