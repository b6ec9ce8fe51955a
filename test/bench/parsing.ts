// How long reading and judging take for each dialect, against the bare parser.
import { parse as parseTypescript } from '@typescript-eslint/parser';
import { parser as lezerPython } from '@lezer/python';
import { parseTree } from 'jsonc-parser';
import { parseDocument } from 'yaml';
import { analyze } from '../../server/core/evaluate';
import type { KindIndex } from '../../server/core/kind-index';
import { treeSitterParser } from '../support/hcl-outline';
import { memoryProject } from '../support/memory-project';
import { ms, rounds, row, summarise, time } from './measure';
import { python, script, template, terraform } from './texts';

/** Milliseconds of the bare YAML parser for 1,000 lines where the targets were set: 15 to 18. */
const TARGETS_ARE_FOR = 16.5;

/** How many times as long this machine takes as the one that the targets were set for. */
export function machine(): number {
  const yaml = template(1000);
  const { median } = time(() => parseYaml(yaml));
  const slowness = median / TARGETS_ARE_FOR;
  row(
    'This machine: the bare YAML parser, 1,000 lines',
    ms(median),
    `${slowness.toFixed(2)} times the ${ms(TARGETS_ARE_FOR)} where targets were set`,
  );
  return slowness;
}

interface Case {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** The parser that others use for such texts, and what runs it. */
  readonly parser: string;
  readonly bare: (text: string) => unknown;
}

/** For 1,000 lines of each. */
export async function parsing(kinds: KindIndex): Promise<void> {
  console.log('\nParsing and analysis per 1,000 lines, against the bare parser');
  const treeSitter = await treeSitterParser();
  const cases: readonly Case[] = [
    { name: 'CloudFormation YAML', path: 'template.yaml', text: template(1000), parser: 'yaml', bare: parseYaml },
    {
      name: 'CloudFormation JSON',
      path: 'template.json',
      text: jsonTemplate(),
      parser: 'jsonc-parser',
      bare: (text) => parseTree(text),
    },
    // ours is many times faster, and measured as reading
    {
      name: 'Terraform',
      path: 'main.tf',
      text: Object.values(terraform(1000)).join('\n'),
      parser: 'tree-sitter-hcl',
      bare: (text) => treeSitter.parse(text)?.delete(),
    },
    {
      name: 'Python',
      path: 'app.py',
      text: python(1000),
      parser: '@lezer/python',
      bare: (text) => lezerPython.parse(text),
    },
    {
      name: 'TypeScript',
      path: 'app.ts',
      text: script(1000),
      parser: '@typescript-eslint/parser',
      bare: (text) => parseTypescript(text, { range: true }),
    },
  ];
  for (const each of cases) report(each, kinds);
}

function report({ name, path, text, parser, bare }: Case, kinds: KindIndex): void {
  const judged = memoryProject({ [path]: text }, kinds).judge(path);
  if (!judged) return;
  const { adapter, unit } = judged;
  const source = { uri: `file:///${path}`, path, text };
  const samples = rounds(
    [
      () => bare(text),
      () => memoryProject({ [path]: text }, kinds).judge(path),
      () => adapter.read(source),
      () => analyze(unit, kinds),
    ],
    3000,
  );
  const per = 1000 / text.split('\n').length;
  const median = (of: (round: readonly number[]) => number): number => summarise(samples.map(of)).median * per;
  const parsed = median(([bareParser = 0]) => bareParser);
  const values = median(([, all = 0, reading = 0, rules = 0]) => Math.max(all - reading - rules, 0));
  const rules = median((round) => round[3] ?? 0);
  const ratio = (part: number): string => `${(part / parsed).toFixed(2)} of the parser`;
  row(name, ms(parsed), parser);
  row('', `read, resolve, judge ${ms(median((round) => round[1] ?? 0))}`);
  row('', `reading alone ${ms(median((round) => round[2] ?? 0))}`);
  row('', `values alone ${ms(values)}`, `${ratio(values)}; target 1`);
  row('', `rules alone ${ms(rules)}`, `${ratio(rules)}; target 0.5`);
}

function parseYaml(text: string): unknown {
  return parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
}

function jsonTemplate(): string {
  const resources = Array.from({ length: 60 }, (_, i): readonly [string, object] => [
    `Disk${String(i)}`,
    { Type: 'AWS::EC2::Volume', Properties: { Encrypted: true, Size: i, Tags: [{ Key: 'team', Value: 'data' }] } },
  ]);
  return JSON.stringify({ Resources: Object.fromEntries(resources) }, null, 2);
}
