// How long reading and judging take for each dialect, against the bare parser.
import { parse as parseTypescript } from '@typescript-eslint/parser';
import { parser as lezerPython } from '@lezer/python';
import { parseTree } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import { analyze } from '../../server/core/evaluate';
import type { KindIndex } from '../../server/core/kind-index';
import { parseHcl } from '../../server/dialects/terraform/hcl/parse';
import { memoryProject } from '../support/memory-project';
import { ms, row, time } from './measure';
import { python, script, template, terraform } from './texts';

/** How fast this machine is: every target was set where the bare YAML parser takes 15 to 18 ms for this text. */
export function machine(): void {
  const yaml = template(1000);
  const { median } = time(() => parseDocument(yaml, { logLevel: 'silent', uniqueKeys: false }));
  row('This machine: the bare YAML parser, 1,000 lines', ms(median), 'targets are for 15 to 18 ms: scale them');
}

/** For 1,000 lines of each. */
export function parsing(kinds: KindIndex): void {
  console.log('\nParsing and analysis per 1,000 lines, against the bare parser');
  const yaml = template(1000);
  const cases: readonly (readonly [string, string, string, () => unknown])[] = [
    [
      'CloudFormation YAML',
      'template.yaml',
      yaml,
      () => parseDocument(yaml, { logLevel: 'silent', uniqueKeys: false }),
    ],
    ['CloudFormation JSON', 'template.json', jsonTemplate(), () => parseTree(jsonTemplate())],
    [
      'Terraform',
      'main.tf',
      Object.values(terraform(1000)).join('\n'),
      () => parseHcl(Object.values(terraform(1000)).join('\n')),
    ],
    ['Python', 'app.py', python(1000), () => lezerPython.parse(python(1000))],
    ['TypeScript', 'app.ts', script(1000), () => parseTypescript(script(1000), { range: true })],
  ];
  for (const [name, path, text, bare] of cases) {
    const per = 1000 / text.split('\n').length;
    const parser = time(bare).median * per;
    const all =
      time((run) => {
        const project = memoryProject({ [path]: `${text}${' '.repeat(run % 2)}\n` }, kinds);
        project.judge(path);
      }).median * per;
    const judged = memoryProject({ [path]: text }, kinds).judge(path);
    if (!judged) continue;
    const { adapter, unit } = judged;
    const source = { uri: `file:///${path}`, path, text };
    const reading = time(() => adapter.read(source)).median * per;
    const analysis = time(() => analyze(unit, kinds)).median * per;
    const values = Math.max(all - reading - analysis, 0);
    const ratio = (part: number): string => `${(part / parser).toFixed(2)} of the parser`;
    row(name, `parser ${ms(parser)}`);
    row('', `read, resolve, judge ${ms(all)}`);
    row('', `reading alone ${ms(reading)}`);
    row('', `values alone ${ms(values)}`, `${ratio(values)}; target 1`);
    row('', `rules alone ${ms(analysis)}`, `${ratio(analysis)}; target 0.5`);
  }
}

function jsonTemplate(): string {
  const resources = Array.from({ length: 60 }, (_, i): readonly [string, object] => [
    `Disk${String(i)}`,
    { Type: 'AWS::EC2::Volume', Properties: { Encrypted: true, Size: i, Tags: [{ Key: 'team', Value: 'data' }] } },
  ]);
  return JSON.stringify({ Resources: Object.fromEntries(resources) }, null, 2);
}
