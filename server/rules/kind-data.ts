// Turns the data of a kind file into a kind, and complains about what it can't understand, by the path of the place.
import type { Binding, Kind } from '../core/kind';
import { factsIn, madeOf, spokenIn } from '../core/reads';
import {
  at,
  complain,
  DIALECTS,
  isData,
  list,
  optionalText,
  strings,
  text,
  type CompilePattern,
  type Complaint,
  type Reader,
} from './data-reader';
import { readFacts, readScopes } from './fact-data';
import { ruleFromData } from './rule-data';

/** Reads a kind from its data. Always returns one as far as it could be read; what was wrong is in `complaints`. */
export function kindFromData(data: unknown, complaints: Complaint[] = [], compile?: CompilePattern): Kind | undefined {
  const reader: Reader = { complaints, path: [], compile };
  if (!isData(data)) {
    complain(reader, 'a kind file holds a map with kind, noun, bind, facts and rules');
    return;
  }
  const facts = readFacts(data.facts, at(reader, 'facts'));
  const kind: Kind = {
    id: text(data.kind, at(reader, 'kind')),
    noun: text(data.noun, at(reader, 'noun')),
    bind: readBinding(data.bind, at(reader, 'bind')),
    scopes: readScopes(data.scopes, at(reader, 'scopes')),
    facts,
    store: isData(data.store)
      ? {
          atRest: optionalText(data.store.atRest),
          key: optionalText(data.store.key),
          inTransit: optionalText(data.store.inTransit),
          rotation: optionalText(data.store.rotation),
          always: data.store.always === true,
        }
      : undefined,
    rules: list(data.rules)
      .flatMap((rule, i) => ruleFromData(rule, at(reader, 'rules', i)) ?? [])
      .map((rule) => ({ ...rule, dialects: rule.dialects ?? spokenIn(facts, rule, DIALECTS) })),
  };
  checkNames(kind, reader);
  return kind;
}

/** The types of each dialect that are a kind. */
function readBinding(value: unknown, reader: Reader): Binding {
  const bind = isData(value) ? value : {};
  if (!isData(value)) complain(reader, 'expected a map from dialects to types');
  const sdk = bind.sdk;
  const calls = isData(sdk) ? sdk : { create: sdk };
  return {
    cloudformation: strings(bind.cloudformation, at(reader, 'cloudformation')),
    terraform: strings(bind.terraform, at(reader, 'terraform')),
    cdk: strings(bind.cdk, at(reader, 'cdk')),
    sdk: strings(calls.create, at(reader, 'sdk')),
    sdkUpdates: strings(calls.update, at(reader, 'sdk')),
  };
}

function checkNames(kind: Kind, reader: Reader): void {
  for (const fact of Object.values(kind.facts)) {
    if (fact.scope !== undefined && !(fact.scope in kind.scopes))
      complain(at(reader, 'facts', fact.name, 'in'), `there is no scope "${fact.scope}"`);
    for (const from of fact.derive?.from ?? []) {
      if (!(from in kind.facts)) complain(at(reader, 'facts', fact.name, 'from'), `there is no fact "${from}"`);
      else if (madeOf(kind.facts, from).includes(fact))
        complain(at(reader, 'facts', fact.name, 'from'), `"${fact.name}" hangs on itself`);
    }
  }
  for (const [i, rule] of kind.rules.entries()) {
    const conditions = [
      rule.when,
      rule.unless,
      rule.require,
      ...rule.fixes.flatMap((fix) => [fix.when, fix.unless]),
    ].filter((condition) => condition !== undefined);
    const named = rule.fixes.flatMap(({ set, statement, admit }) => [
      ...set.map(([name]) => name),
      ...[statement?.into, statement?.about, admit].filter((name) => name !== undefined),
    ]);
    const used = [...conditions.flatMap(factsIn), ...named];
    for (const name of used) if (!(name in kind.facts)) complain(at(reader, 'rules', i), `there is no fact "${name}"`);
    if (rule.each !== undefined && !(rule.each in kind.scopes))
      complain(at(reader, 'rules', i, 'each'), `there is no scope "${rule.each}"`);
  }
}
