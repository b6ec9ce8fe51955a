// `cipherlint rules` and `cipherlint explain`: what is checked, for people and for scripts.
import { DIALECTS } from '../../rules/data-reader';
import type { Kind, Rule } from '../../core/kind';
import { explain } from '../../core/explain';
import { readsOf } from '../../core/reads';
import type { Engine } from '../engine';
import type { Arguments } from './arguments';
import type { Output } from './scan-command';

/** Lists all rules. */
export function rulesCommand(engine: Engine, args: Arguments, output: Output): number {
  const rules = engine.kinds.kinds
    .flatMap((kind) => kind.rules.map((rule) => ({ kind, rule })))
    .sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  if (args.format === 'json')
    output.out(
      `${JSON.stringify(
        rules.map(({ kind, rule }) => ruleData(kind, rule)),
        null,
        2,
      )}\n`,
    );
  else
    for (const { rule } of rules)
      output.out(`${rule.id.padEnd(48)} ${rule.severity.padEnd(7)} ${rule.profile.padEnd(14)} ${rule.title}\n`);
  return 0;
}

/** Prints the page of one rule. */
export function explainCommand(engine: Engine, args: Arguments, output: Output): number {
  const wanted = args.operands[0] ?? '';
  for (const kind of engine.kinds.kinds) {
    const rule = kind.rules.find(({ id }) => id === wanted);
    if (!rule) continue;
    output.out(`${explain(kind, rule)}\n`);
    return 0;
  }
  output.error(
    `cipherlint: ${wanted === '' ? 'explain takes the id of a rule' : `there is no rule "${wanted}"`}; see "cipherlint rules"\n`,
  );
  return 2;
}

function ruleData(kind: Kind, rule: Rule): unknown {
  return {
    id: rule.id,
    title: rule.title,
    why: rule.why,
    theme: rule.theme,
    severity: rule.severity,
    profile: rule.profile,
    kind: kind.id,
    dialects: {
      cloudformation: kind.bind.cloudformation,
      terraform: kind.bind.terraform,
      sdk: [...kind.bind.sdk, ...kind.bind.sdkUpdates],
      cdk: kind.bind.cdk,
    },
    reads: Object.fromEntries(DIALECTS.map((dialect) => [dialect, readsOf(kind, rule, dialect)])),
    fixable: rule.fixes.length > 0,
    noFix: rule.noFix,
    equivalents: rule.equivalents,
    compliance: rule.compliance,
    references: rule.references,
  };
}
