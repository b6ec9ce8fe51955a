// Fix all: only what is safe, once, and never what replaces a resource.
import assert from 'node:assert/strict';
import { fixAll } from '../../../server/core/fix-all';
import { planFixes } from '../../../server/core/fix';
import { defaultSettings } from '../../../server/core/settings';
import { allExamples } from '../../support/examples';
import { allKinds } from '../../support/kinds';
import { memoryProject } from '../../support/memory-project';

const strict = { ...defaultSettings, profile: 'strict' } as const;

describe('fix all', () => {
  it('leaves alone what would replace a resource', () => {
    const text = 'resource "aws_db_instance" "a" {\n  engine = "postgres"\n}\n';
    assert.equal(
      fixAll(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf', defaultSettings, '2026-01-01'),
      undefined,
    );
  });

  it('fixes several places of several rules at once, and nothing a second time', () => {
    const text =
      'resource "aws_kms_key" "a" {\n  enable_key_rotation = false\n}\n\nresource "aws_kms_key" "b" {\n  enable_key_rotation = false # later\n}\n';
    const result = fixAll(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf', defaultSettings, '2026-01-01');
    const after = result?.texts.get('main.tf')?.after ?? '';
    assert.equal(after, text.replaceAll('= false', '= true'));
    assert.equal(
      fixAll(memoryProject({ 'main.tf': after }, allKinds()), 'main.tf', defaultSettings, '2026-01-01'),
      undefined,
    );
  });

  it('leaves alone what is ignored', () => {
    const text =
      'resource "aws_kms_key" "a" {\n  # cipherlint-ignore kms-key-no-rotation -- asymmetric soon\n  enable_key_rotation = false\n}\n';
    assert.equal(
      fixAll(memoryProject({ 'main.tf': text }, allKinds()), 'main.tf', defaultSettings, '2026-01-01'),
      undefined,
    );
  });

  it('takes of every example only fixes without a caution, and a second run changes nothing', () => {
    const safe = new Set(
      allKinds().kinds.flatMap((kind) =>
        kind.rules
          .filter((rule) =>
            rule.fixes.some(
              (fix) =>
                !fix.set.some(([name, value]) => value.kind === 'key' || kind.facts[name]?.change === 'replaces'),
            ),
          )
          .map((rule) => rule.id),
      ),
    );
    for (const example of allExamples()) {
      if (!example.bad || example.language === 'typescript' || example.language === 'python' || example.number > 1)
        continue;
      if (!safe.has(example.rule)) continue;
      const project = memoryProject({ [example.path]: example.bad.text }, allKinds());
      const result = fixAll(project, example.path, strict, '2026-01-01');
      const after = result?.texts.get(example.path)?.after;
      if (after === undefined) continue;
      const again = fixAll(memoryProject({ [example.path]: after }, allKinds()), example.path, strict, '2026-01-01');
      assert.equal(
        again?.texts.get(example.path)?.after,
        undefined,
        `${example.rule} ${example.language} ${String(example.number)}: a second run changes the text`,
      );
    }
  });

  it('calls a fix that replaces unsafe, whatever else it does', function () {
    this.timeout(60_000);
    for (const kind of allKinds().kinds) {
      for (const rule of kind.rules) {
        const replaces = rule.fixes.some((fix) => fix.set.some(([name]) => kind.facts[name]?.change === 'replaces'));
        if (!replaces) continue;
        const example = allExamples().find(
          (candidate) => candidate.rule === rule.id && candidate.bad && candidate.language === 'terraform',
        );
        if (!example?.bad) continue;
        const judged = memoryProject({ [example.path]: example.bad.text }, allKinds()).judge(example.path);
        const finding = judged?.analysis.findings.find((candidate) => candidate.rule.id === rule.id);
        if (!judged || !finding) continue;
        for (const plan of planFixes(finding, judged.analysis.index))
          assert.ok(!plan.safe || !plan.changes.length, `${rule.id}: "${plan.title}" is called safe`);
      }
    }
  });
});
