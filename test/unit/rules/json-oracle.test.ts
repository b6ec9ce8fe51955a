// Every Terraform example says the same once HashiCorp's own parser has turned it into Terraform's JSON.
import assert from 'node:assert/strict';
import { parse as parseWithHashiCorp } from '@cdktf/hcl2json';
import { allExamples, type Example } from '../../support/examples';
import { allKinds } from '../../support/kinds';
import { findingsIn, memoryProject } from '../../support/memory-project';

function verdicts(path: string, text: string): readonly string[] {
  const found = findingsIn(memoryProject({ [path]: text }, allKinds()), path);
  return found.map(({ verdict, rule, address }) => `${verdict} ${rule.id} ${address}`).sort();
}

function textsOf({ bad, good, unknown }: Example): readonly string[] {
  return [bad?.text, good, unknown].filter((text) => text !== undefined);
}

describe('Terraform examples in JSON', () => {
  const examples = allExamples().filter(({ path }) => path === 'main.tf');
  for (const kind of new Set(examples.map((example) => example.kind))) {
    it(kind, async () => {
      for (const text of examples.filter((example) => example.kind === kind).flatMap(textsOf)) {
        const json = JSON.stringify(await parseWithHashiCorp('main.tf', text), null, 2);
        assert.deepEqual(verdicts('main.tf.json', json), verdicts('main.tf', text), text);
      }
    });
  }
});
