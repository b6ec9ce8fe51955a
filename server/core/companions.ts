// Which companions belong to the instance of a resource that is looked at: `bucket = aws_s3_bucket.b["a"].id` is there for one of them only.
import type { Subject } from './facts';
import { inInstance, type Choose } from './path';
import type { Resource } from './resource';
import type { Pointer, Pointing } from './unit-index';
import { ANY_INSTANCE } from './value';
import { instanceTest, isInstanceTest } from './world';

/** A companion, and the branches in which it belongs to the resource. */
export interface Companion {
  readonly resource: Resource;
  readonly choose: Choose;
}

export interface Companions {
  readonly found: readonly Companion[];
  /** One more may be there unseen. */
  readonly open: boolean;
}

/** Stands for the instances that nobody names, where it is not known which there are. */
const OTHERS = ANY_INSTANCE;

/** The companions of the resource in the instance that `choose` picks. */
export function companionsOf(
  { resource, choose }: Pick<Subject, 'resource' | 'choose'>,
  { pointers, open }: Pointing,
): Companions {
  if (!pointers.some(({ instance }) => instance)) return { found: companions(pointers, choose), open };
  const tests = testsAbout(resource, pointers);
  const here = new Map(tests.map((test) => [test, instanceHere(test, pointers, resource, choose)]));
  const fitting = pointers.filter((pointer) => tests.every((test) => names(pointer, test, here.get(test))));
  return { found: companions(fitting, choose), open: open || [...here.values()].includes(OTHERS) };
}

/** Each companion once for each of its own instances that points here. */
function companions(pointers: readonly Pointer[], choose: Choose): readonly Companion[] {
  const found = new Map<string, Companion>();
  for (const { resource, within } of pointers) {
    const own = within.size === 0 ? NO_TESTS : [...within].filter(([test]) => isInstanceTest(test));
    const inside = own.length === 0 ? choose : inInstance(new Map(own), choose);
    if (pointers.length === 1) return [{ resource, choose: inside }];
    found.set(JSON.stringify([resource.id, own]), { resource, choose: inside });
  }
  return [...found.values()];
}

const NO_TESTS: readonly (readonly [string, string])[] = [];

/** The tests by which pointers tell instances of the resource apart. */
function testsAbout(resource: Resource, pointers: readonly Pointer[]): readonly string[] {
  const tests = pointers.flatMap(({ instance }) => [...(instance?.keys() ?? [])]);
  return [...new Set(tests)].filter((test) => isAbout(test, resource));
}

/** References name the instance by both arguments; the resource has one of them. */
function isAbout(test: string, { id, repeated }: Resource): boolean {
  const { by, of = '' } = instanceTest(test) ?? {};
  if (of === id) return by === (repeated === 'count' ? 'count' : 'each');
  return of !== '' && id.startsWith(`${of}.`);
}

function keysOf(test: string, { instances }: Resource): readonly string[] | undefined {
  return instances?.find((set) => set.test === test)?.keys;
}

/** Asks for the instance as for the branch of a condition, so that it is named where it fails. */
function instanceHere(test: string, pointers: readonly Pointer[], resource: Resource, choose: Choose): string {
  const known = keysOf(test, resource);
  const [only = OTHERS, ...more] = known ?? [...namedBy(pointers, test), OTHERS];
  if (known && more.length === 0) return only;
  const { head: span } = resource;
  const options = [only, ...more].map((branch) => ({
    branch,
    value: { kind: 'scalar', span, value: branch } as const,
  }));
  const asked = known ? test : `instance of ${test}`;
  return choose({ kind: 'choice', span, test: asked, options, everyBranch: true })?.branch ?? OTHERS;
}

function namedBy(pointers: readonly Pointer[], test: string): ReadonlySet<string> {
  const named = pointers.map(({ instance }) => instance?.get(test) ?? ANY_INSTANCE);
  return new Set(named.filter((branch) => branch !== ANY_INSTANCE));
}

function names({ instance }: Pointer, test: string, here: string | undefined): boolean {
  const named = instance?.get(test);
  return named === undefined || named === ANY_INSTANCE || named === here;
}
