// A rule has a fix, or says in each dialect in which it speaks why there is none that would be right for everybody.
import assert from 'node:assert/strict';
import { explain } from '../../../server/core/explain';
import type { Kind, Rule } from '../../../server/core/kind';
import type { Dialect } from '../../../server/core/resource';
import { DIALECTS } from '../../../server/rules/data-reader';
import { kindFiles } from '../../support/kinds';

const rules = (): readonly { readonly kind: Kind; readonly rule: Rule }[] =>
  kindFiles().flatMap(({ kind }) => kind?.rules.map((rule) => ({ kind, rule })) ?? []);

/** The dialects to which a rule's kind is bound, as far as the rule speaks in them. */
function spokenIn({ bind }: Kind, { dialects }: Rule): readonly Dialect[] {
  return DIALECTS.filter(
    (dialect) =>
      (bind[dialect].length > 0 || (dialect === 'sdk' && bind.sdkUpdates.length > 0)) &&
      (dialects === undefined || dialects.includes(dialect)),
  );
}

function pageOf(id: string): string {
  const found = rules().find(({ rule }) => rule.id === id);
  return found ? explain(found.kind, found.rule) : '';
}

describe('rules without a fix', () => {
  it('say why, in every dialect in which they speak', () => {
    const silent = rules().flatMap(({ kind, rule }) =>
      rule.fixes.length > 0
        ? []
        : spokenIn(kind, rule).flatMap((dialect) =>
            rule.noFix[dialect] === undefined ? [`${rule.id} in ${dialect}`] : [],
          ),
    );
    assert.deepEqual(silent, []);
  });

  it('give no reason in all dialects where they have a fix', () => {
    const both = rules().filter(
      ({ kind, rule }) =>
        rule.fixes.length > 0 && spokenIn(kind, rule).every((dialect) => rule.noFix[dialect] !== undefined),
    );
    assert.deepEqual(
      both.map(({ rule }) => rule.id),
      [],
    );
  });

  it('show the reason on their page, once for all dialects or for those that it holds for', () => {
    assert.match(
      pageOf('secrets-password-literal'),
      /^\*\*No quick fix:\*\* The secret counts as known by now: it has to be made anew/m,
    );
    assert.match(
      pageOf('elbv2-listener-plaintext'),
      /^\*\*Quick fix:\*\* Redirect to HTTPS\n\n\*\*No quick fix in CDK code:\*\* A listener of level 2 /m,
    );
    assert.doesNotMatch(pageOf('rds-instance-unencrypted'), /No quick fix/);
  });
});
