// Hovers: what a finding means, and what is known about a property that rules look at.
import { MarkupKind, type Hover, type Position } from 'vscode-languageserver';
import { explain } from '../core/explain';
import type { Fact, Kind, Rule } from '../core/kind';
import type { Resource } from '../core/resource';
import type { ConfigValue, Entry } from '../core/value';
import { looseName } from '../core/value';
import { factsIn } from '../core/reads';
import { configHover, isConfigFile } from './config-document';
import { judge, positionsOf, shownFindings, undecided, type Session } from './session';
import { suppressionHover } from './suppressions';

/** The hover at a position; undefined where there is nothing to say. */
export function hoverAt(session: Session, uri: string, position: Position): Hover | undefined {
  if (isConfigFile(uri)) return configHover(session, uri, position);
  const positions = positionsOf(session, uri);
  const offset = positions.offset(position);
  const here = shownFindings(session, uri).filter(
    ({ finding }) => finding.span.start <= offset && offset <= finding.span.end,
  );
  const [first] = here;
  if (first) {
    const pages = here.map(({ finding }) => explain(finding.kind, finding.rule).replace(/^# .*\n\n/, ''));
    return {
      contents: { kind: MarkupKind.Markdown, value: pages.join('\n\n---\n\n') },
      range: positions.range(first.finding.span),
    };
  }
  return (
    suppressionHover(session, uri, offset) ??
    propertyHover(session, uri, offset) ??
    undecidedHover(session, uri, offset)
  );
}

/** Why nothing is said about a value: which variable, parameter or module is not known. */
function undecidedHover(session: Session, uri: string, offset: number): Hover | undefined {
  const here = undecided(session, uri).filter(({ span }) => span.start <= offset && offset <= span.end);
  const [first] = here;
  if (!first) return undefined;
  const lines = here.map(({ rule, reason }) => `- **${rule.id}**: ${reason ?? 'not known'}`);
  return {
    contents: { kind: MarkupKind.Markdown, value: `Cipherlint · Not decided\n\n${lines.join('\n')}` },
    range: positionsOf(session, uri).range(first.span),
  };
}

function propertyHover(session: Session, uri: string, offset: number): Hover | undefined {
  const judged = judge(session, uri);
  const resource = judged?.unit.resources
    .filter(({ source, span }) => source === judged.source && span.start <= offset && offset < span.end)
    .at(-1);
  const way = resource && wayTo(resource.body, offset);
  const entry = way?.at(-1);
  if (!judged || !resource || !way || !entry) return undefined;
  const names = way.map(({ key }) => key);
  const known = judged.project.kinds
    .of(resource)
    .flatMap(({ kind }) => factsAt(kind, resource, names).map((fact) => ({ kind, fact })));
  if (known.length === 0) return undefined;
  const text = known.map(({ kind, fact }) => describe(kind, fact, resource)).join('\n\n');
  return {
    contents: { kind: MarkupKind.Markdown, value: text },
    range: positionsOf(session, uri).range(entry.keySpan),
  };
}

/** The keys from the body to the key under the offset. */
function wayTo(value: ConfigValue, offset: number): readonly Entry[] | undefined {
  const entries = value.kind === 'object' ? value.entries : [];
  const items =
    value.kind === 'list' ? value.items : value.kind === 'choice' ? value.options.map((option) => option.value) : [];
  for (const entry of entries) {
    if (entry.keySpan.start <= offset && offset <= entry.keySpan.end) return [entry];
    const inner = wayTo(entry.value, offset);
    if (inner) return [entry, ...inner];
  }
  for (const item of items) {
    const inner = wayTo(item, offset);
    if (inner) return inner;
  }
  return undefined;
}

function factsAt(kind: Kind, resource: Resource, names: readonly string[]): readonly Fact[] {
  return Object.values(kind.facts).filter((fact) =>
    (fact.sources[resource.dialect] ?? []).some((source) => {
      if (source.kind !== 'path') return false;
      const scopes =
        fact.scope === undefined
          ? [[]]
          : (kind.scopes[fact.scope]?.[resource.dialect] ?? []).map((scope) => scope.path);
      return scopes.some((scope) =>
        sameWay(
          [...scope, ...source.path].map(({ name }) => name),
          names,
        ),
      );
    }),
  );
}

function sameWay(path: readonly string[], names: readonly string[]): boolean {
  return path.length === names.length && path.every((name, i) => looseName(name) === looseName(names[i] ?? ''));
}

function describe(kind: Kind, fact: Fact, resource: Resource): string {
  const standard = fact.defaults[resource.dialect];
  const lines = [
    ...(standard?.known === true && standard.value !== null ? [`When left out: \`${String(standard.value)}\`.`] : []),
    ...(fact.change === 'replaces'
      ? ['Changing it replaces the resource.']
      : fact.change === 'interrupts'
        ? ['Changing it interrupts the resource for a while.']
        : []),
    ...rulesOf(kind, fact.name).map((rule) => `- **${rule.id}**: ${rule.title}`),
  ];
  return `Cipherlint · ${kind.noun}\n\n${lines.join('\n\n')}`;
}

function rulesOf(kind: Kind, fact: string): readonly Rule[] {
  return kind.rules.filter((rule) => factsIn(rule.require).includes(fact));
}
