// Every literal text that a kind's rules write or compare with, and where.
import type { Condition, Expectation, FixValue, Kind, Rule, Write } from '../../server/core/kind';
import type { Dialect, Segment } from '../../server/core/resource';
import { DIALECTS } from '../../server/rules/data-reader';
import { boundTypes, namesOf } from './places';

/** A literal of a fact. `written`: a fix puts it there; else a rule compares with it, or it stands for what is not written. */
export interface FactLiteral {
  /** The rule's id, or `default` or `values` of the kind. */
  readonly by: string;
  readonly fact: string;
  readonly written: boolean;
  readonly meets: (allowed: string) => boolean;
  readonly text: string;
}

/** A literal that a fix writes by a path of its own. */
export interface PathLiteral {
  readonly by: string;
  readonly dialect: Dialect;
  readonly types: readonly string[];
  readonly names: readonly string[];
  readonly text: string;
}

/** The literals of a kind's facts: in conditions, in fixes, and as defaults. */
export function factLiterals(kind: Kind): readonly FactLiteral[] {
  const defaults = Object.values(kind.facts).flatMap((fact) =>
    Object.values(fact.defaults).flatMap((each) =>
      each.known && typeof each.value === 'string' ? [equal('default', fact.name, each.value, false)] : [],
    ),
  );
  return [...distinct(defaults), ...kind.rules.flatMap((rule) => distinct(literalsOf(rule)))];
}

function literalsOf(rule: Rule): readonly FactLiteral[] {
  const conditions = [rule.when, rule.unless, rule.require, ...rule.fixes.flatMap((fix) => [fix.when, fix.unless])];
  const set = rule.fixes.flatMap((fix) =>
    fix.set.flatMap(([fact, value]) => textsIn(value, []).map(({ text }) => equal(rule.id, fact, text, true))),
  );
  return [...conditions.flatMap((condition) => (condition ? compared(rule.id, condition) : [])), ...set];
}

function compared(by: string, condition: Condition): readonly FactLiteral[] {
  switch (condition.kind) {
    case 'fact':
      return expected(by, condition.fact, condition.expect);
    case 'not':
      return compared(by, condition.of);
    default:
      return condition.of.flatMap((part) => compared(by, part));
  }
}

function expected(by: string, fact: string, expect: Expectation): readonly FactLiteral[] {
  switch (expect.kind) {
    case 'equals':
      return typeof expect.value === 'string' ? [equal(by, fact, expect.value, false)] : [];
    case 'in':
      return expect.values.flatMap((value) => (typeof value === 'string' ? [equal(by, fact, value, false)] : []));
    case 'matches':
      return [{ by, fact, written: false, text: 'its pattern', meets: (allowed) => expect.pattern.test(allowed) }];
    case 'startsWith':
      return [
        { by, fact, written: false, text: `${expect.prefix}…`, meets: (allowed) => allowed.startsWith(expect.prefix) },
      ];
    case 'not':
    case 'some':
      return expected(by, fact, expect.of);
    default:
      return [];
  }
}

function equal(by: string, fact: string, text: string, written: boolean): FactLiteral {
  return { by, fact, written, text, meets: (allowed) => allowed === text };
}

function distinct(literals: readonly FactLiteral[]): readonly FactLiteral[] {
  const key = ({ fact, text, written }: FactLiteral): string => `${fact}\t${text}\t${String(written)}`;
  return [...new Map(literals.map((literal) => [key(literal), literal])).values()];
}

/** The literals that fixes of a kind write by paths of their own, in this resource or in a new one. */
export function pathLiterals(kind: Kind): readonly PathLiteral[] {
  return kind.rules.flatMap((rule) =>
    rule.fixes.flatMap((fix) =>
      DIALECTS.flatMap((dialect) =>
        (fix.write[dialect] ?? []).flatMap((write) =>
          textsWritten(write, boundTypes(kind, dialect)).map((literal) => ({ by: rule.id, dialect, ...literal })),
        ),
      ),
    ),
  );
}

type Written = Pick<PathLiteral, 'types' | 'names' | 'text'>;

function textsWritten(write: Write, own: readonly string[]): readonly Written[] {
  if (write.kind === 'remove') return [];
  const types = write.kind === 'add' ? [write.type] : own;
  const entries: readonly (readonly [readonly Segment[], FixValue])[] =
    write.kind === 'add' ? write.body : [[write.path, write.value]];
  return entries.flatMap(([path, value]) => textsIn(value, namesOf(path)).map((text) => ({ types, ...text })));
}

function textsIn(value: FixValue, names: readonly string[]): readonly Pick<PathLiteral, 'names' | 'text'>[] {
  switch (value.kind) {
    case 'scalar':
      return typeof value.value === 'string' ? [{ names, text: value.value }] : [];
    case 'list':
      return value.items.flatMap((item) => textsIn(item, names));
    case 'object':
      return value.entries.flatMap(([name, item]) => textsIn(item, [...names, name]));
    default:
      return [];
  }
}
