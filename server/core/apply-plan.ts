// Carries out planned changes one after the other, reading the texts again in between, so that each edit sees the one before.
import type { FixPlan, PlannedChange } from './fix';
import { addParameter, addVariable, homeOf } from './key-input';
import { partAgain } from './part-again';
import { lowerRefs } from './edit/new-value';
import type { Adapter, Change, NewValue, Resource, Unit } from './resource';
import { applyEdits } from './text';

/** The texts after a fix, by URI; only those that changed. Or a plain reason why it can't be done here. */
export type Applied =
  { readonly ok: true; readonly texts: ReadonlyMap<string, string> } | { readonly ok: false; readonly reason: string };

/** Reads the unit again with other texts, by URI. */
export type Reread = (texts: ReadonlyMap<string, string>) => Unit | undefined;

/** Applies all changes of a plan to a unit. Nothing is applied unless everything can be. */
export function applyPlan(plan: FixPlan, unit: Unit, adapter: Pick<Adapter, 'edit'>, reread: Reread): Applied {
  const texts = new Map<string, string>();
  let current: Unit | undefined = unit;
  for (const planned of plan.changes) {
    if (!current) return { ok: false, reason: 'the file can not be read after the first change' };
    const outcome = applyOne(planned, unit, current, adapter);
    if (!outcome.ok) return outcome;
    for (const [uri, text] of outcome.texts) texts.set(uri, text);
    current = reread(texts);
  }
  if (plan.input === undefined) return { ok: true, texts };
  const [first] = plan.changes;
  const added = current && first && addInput(plan.input, resourceNow(first.resource, unit, current), current);
  if (!added) return { ok: false, reason: 'there is no place for a new parameter' };
  return { ok: true, texts: new Map([...texts, added]) };
}

/** The text of the file to which the parameter or variable is added, by its URI. */
function addInput(name: string, resource: Resource | undefined, unit: Unit): readonly [string, string] | undefined {
  const document = unit.documents.find(({ source }) => source.uri === resource?.source);
  if (!document) return undefined;
  const input = { name, standard: undefined };
  const home = document.language === 'hcl' ? homeOf(unit, document.source) : document.source;
  const edit = document.language === 'hcl' ? addVariable(home, input) : addParameter(document, input);
  return edit && [home.uri, applyEdits(home.text, [edit])];
}

function applyOne(planned: PlannedChange, first: Unit, unit: Unit, adapter: Pick<Adapter, 'edit'>): Applied {
  const resource = resourceNow(planned.resource, first, unit);
  const document = unit.documents.find((candidate) => candidate.source.uri === resource?.source);
  if (!resource || !document) return { ok: false, reason: 'the resource is no longer there' };
  const result = adapter.edit(unit, resource, changeNow(planned, first, unit, resource));
  if (!result.ok) return result;
  return { ok: true, texts: new Map([[document.source.uri, applyEdits(document.source.text, result.edits)]]) };
}

/** The change with the part of the resource, and what it refers to, as they are now: an edit before may have changed or moved them. */
function changeNow({ resource: id, change }: PlannedChange, first: Unit, unit: Unit, now: Resource): Change {
  if (unit === first) return change;
  const meant = change.kind === 'set' ? { ...change, value: refsNow(change.value, first, unit) } : change;
  if (!('within' in meant)) return meant;
  const old = first.resources.find((candidate) => candidate.id === id);
  const within = old && old !== now ? partAgain(old.body, meant.within, now.body) : undefined;
  return within ? { ...meant, within } : meant;
}

function refsNow(value: NewValue, first: Unit, unit: Unit): NewValue {
  return lowerRefs(value, (ref) => ({ ...ref, target: resourceNow(ref.target, first, unit)?.id ?? ref.target }));
}

/** The resource in the text as it is now. What has no name has an id by its place: then it is the same one in the order of its like. */
function resourceNow(id: string, first: Unit, unit: Unit): Resource | undefined {
  const named = unit.resources.find((candidate) => candidate.id === id);
  const old = first.resources.find((candidate) => candidate.id === id);
  if (!old || (named?.type === old.type && named.address === old.address)) return named;
  const isLike = (candidate: Resource): boolean =>
    candidate.type === old.type && candidate.address === old.address && candidate.source === old.source;
  const [before, now] = [first.resources.filter(isLike), unit.resources.filter(isLike)];
  return before.length === now.length ? now[before.indexOf(old)] : undefined;
}
