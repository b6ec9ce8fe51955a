// Other tools' files for a whole repository: what they silence and where, from the root and from above a file.
import assert from 'node:assert/strict';
import { applySuppressions, suppressionsIn } from '../../../../server/core/suppress';
import { matchesGlob } from '../../../../server/core/suppress/glob';
import { findRepositorySuppressions } from '../../../../server/rules/repository';
import { unmark } from '../../../support/examples';
import { allKinds } from '../../../support/kinds';
import { memoryProject } from '../../../support/memory-project';

const BAD = 'resource "aws_ebs_volume" "d" {\n  encrypted = false\n}\n';

const CASES: readonly {
  readonly title: string;
  readonly name: string;
  /** `«»` around the id that silences; none: nothing is silenced. */
  readonly text: string;
  readonly tool?: string;
  readonly reason?: string;
}[] = [
  {
    title: 'Checkov list',
    name: '.checkov.yaml',
    text: 'skip-check:\n  - CKV_AWS_18\n  - «CKV_AWS_3»\n',
    tool: 'checkov',
  },
  { title: 'Checkov pattern', name: 'a/.checkov.yml', text: 'skip-check: [«CKV_AWS_*»]\n', tool: 'checkov' },
  { title: 'Checkov, other folder', name: 'b/.checkov.yml', text: 'skip-check: [CKV_AWS_3]\n' },
  { title: 'Checkov, only checks', name: '.checkov.yaml', text: 'check: [CKV_AWS_3]\n' },
  {
    title: 'Trivy',
    name: '.trivyignore',
    text: '# list\nAVD-AWS-0132\n«AVD-AWS-0026» exp:2026-12-01 # scratch\n',
    tool: 'trivy',
    reason: 'scratch',
  },
  { title: 'Trivy, expired', name: '.trivyignore', text: 'AVD-AWS-0026 exp:2026-11-01\n' },
  { title: 'Trivy, commented out', name: '.trivyignore', text: '#AVD-AWS-0026\n' },
  {
    title: 'Trivy YAML',
    name: '.trivyignore.yaml',
    text: 'misconfigurations:\n  - id: «AVD-AWS-0026»\n    paths: ["a/**/*.tf"]\n    statement: old\n',
    tool: 'trivy',
    reason: 'old',
  },
  {
    title: 'Trivy YAML, other path',
    name: '.trivyignore.yaml',
    text: 'misconfigurations:\n  - id: AVD-AWS-0026\n    paths: ["b/*.tf"]\n',
  },
  {
    title: 'Trivy YAML, expired',
    name: '.trivyignore.yaml',
    text: 'misconfigurations:\n  - id: AVD-AWS-0026\n    expired_at: 2026-11-22\n',
  },
  {
    title: 'tfsec',
    name: '.tfsec/config.yml',
    text: 'exclude:\n  - «aws-ebs-enable-volume-encryption»\n',
    tool: 'tfsec',
  },
  {
    title: 'Snyk, no id of ours',
    name: '.snyk',
    text: "version: v1.19.0\nignore:\n  SNYK-CC-TF-1:\n    - '*':\n        reason: none\n",
  },
  { title: 'broken', name: '.checkov.yaml', text: 'skip-check: [CKV_AWS_3\n' },
  { title: 'no map', name: '.snyk', text: '- ignore\n' },
];

describe('suppressions of a repository', () => {
  for (const { title, name, text: marked, tool, reason } of CASES) {
    it(title, () => {
      const { text, spans } = unmark(marked);
      const path = 'a/m/main.tf';
      const judged = memoryProject({ [path]: BAD }, allKinds()).judge(path);
      assert.ok(judged);
      const find = findRepositorySuppressions({
        text: (wanted) => (wanted === name ? text : undefined),
        list: () => undefined,
        uri: (wanted) => `file:///${wanted}`,
      });
      const { findings } = applySuppressions(
        judged.analysis.findings,
        suppressionsIn(judged.unit, find([path])),
        '2026-11-22',
      );
      const by = findings.find(({ finding }) => finding.rule.id === 'ebs-volume-unencrypted')?.by;
      assert.deepEqual([by?.tool, by?.reason, by?.source], [tool, reason, tool && `file:///${name}`]);
      assert.deepEqual(by?.span, spans[0]);
    });
  }

  it('matches paths as globs', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['a/*.tf', 'a/x.tf', true],
      ['a/*.tf', 'a/b/x.tf', false],
      ['a/**/*.tf', 'a/x.tf', true],
      ['a/**/*.tf', 'a/b/c/x.tf', true],
      ['./a/', 'a/b.tf', true],
      ['**', 'x/y', true],
      ['a.tf', 'axtf', false],
      ['a?c', 'abc', true],
      ['*'.repeat(40) + 'a*'.repeat(40), 'a'.repeat(100), false],
    ];
    for (const [glob, path, fits] of cases) assert.equal(matchesGlob(glob, path), fits, `${glob} ${path}`);
  });
});
