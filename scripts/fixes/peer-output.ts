// How each of the judging linters is called, and what it prints: https://www.checkov.io, https://trivy.dev, https://github.com/aws-cloudformation/cfn-lint
import { join, resolve } from 'node:path';
import type { FixedText } from './peers';

/** How often each id fails in a file. */
export type Failed = ReadonlyMap<string, number>;

/** What a linter is asked in one run. */
export interface Question {
  /** The folder below which all files lie. */
  readonly folder: string;
  readonly files: readonly string[];
  /** The ids that matter. */
  readonly ids: readonly string[];
}

/** A linter that can judge. */
export interface Peer {
  /** Its program, and its name among the equivalents of rules. */
  readonly name: string;
  readonly reads: (file: FixedText) => boolean;
  readonly args: (question: Question) => readonly string[];
  /** What fails by file; a text where the output is not understood. */
  readonly read: (output: string, folder: string) => ReadonlyMap<string, Failed> | string;
  /** Its id as it is compared. */
  readonly spell: (id: string) => string;
  /** It judges whether the file is valid: whatever is new after a fix is wrong. */
  readonly judgesNew: boolean;
}

const same = (id: string): string => id;
const isTerraform = ({ path }: FixedText): boolean => /\.tf(?:\.json)?$/.test(path);
const isTemplate = ({ path }: FixedText): boolean =>
  /\.(?:ya?ml|json|template)$/.test(path) && !path.endsWith('.tf.json');

export const PEERS: readonly Peer[] = [
  {
    name: 'checkov',
    reads: (file) => isTerraform(file) || isTemplate(file),
    args: ({ folder, ids }) => [
      ...['--directory', folder, '--framework', 'terraform', 'cloudformation', '--check', ids.join(',')],
      ...['--output', 'json', '--compact', '--quiet', '--soft-fail', '--skip-download'],
    ],
    read: (output, folder) => understood(output, (data) => checkovFailures(data, folder)),
    spell: same,
    judgesNew: false,
  },
  {
    name: 'trivy',
    reads: (file) => isTerraform(file) || isTemplate(file),
    args: ({ folder }) => ['config', '--quiet', '--format', 'json', folder],
    read: (output, folder) => understood(output, (data) => trivyFailures(data, folder)),
    // older versions write AVD-AWS-0080, newer ones AWS-0080
    spell: (id) => id.replace(/^AVD-/, ''),
    judgesNew: false,
  },
  {
    name: 'cfn-lint',
    reads: isTemplate,
    args: ({ files }) => ['--format', 'json', '--', ...files],
    read: (output) => understood(output, cfnLintErrors),
    spell: same,
    judgesNew: true,
  },
];

type Pair = readonly [file: string, id: string];

function understood(output: string, pairsOf: (data: unknown) => readonly Pair[]): ReadonlyMap<string, Failed> | string {
  let data: unknown;
  try {
    data = JSON.parse(output.trim() === '' ? '[]' : output);
  } catch {
    return 'its output is no JSON';
  }
  const failed = new Map<string, Map<string, number>>();
  for (const [file, id] of pairsOf(data)) {
    const counts = failed.get(file) ?? new Map<string, number>();
    failed.set(file, counts.set(id, (counts.get(id) ?? 0) + 1));
  }
  return failed;
}

function listAt(data: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = keys.reduce<unknown>((value, key) => fieldOf(value, key), data);
  return Array.isArray(found) ? found : [];
}

function fieldOf(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>)[key] : undefined;
}

function textAt(data: unknown, key: string): string {
  const found = fieldOf(data, key);
  return typeof found === 'string' ? found : '';
}

/** One report, or one for each sort of files. Paths start at the folder. */
function checkovFailures(data: unknown, folder: string): readonly Pair[] {
  return (Array.isArray(data) ? data : [data]).flatMap((report) =>
    listAt(report, 'results', 'failed_checks').map(
      (check) => [join(folder, textAt(check, 'file_path')), textAt(check, 'check_id')] as const,
    ),
  );
}

function trivyFailures(data: unknown, folder: string): readonly Pair[] {
  return listAt(data, 'Results').flatMap((result) =>
    listAt(result, 'Misconfigurations')
      .filter((check) => textAt(check, 'Status') === 'FAIL')
      .map((check) => {
        const id = textAt(check, 'AVDID') || textAt(check, 'ID');
        return [resolve(folder, textAt(result, 'Target')), id.replace(/^AVD-/, '')] as const;
      }),
  );
}

/** Warnings are no verdict on whether a template is valid. */
function cfnLintErrors(data: unknown): readonly Pair[] {
  return (Array.isArray(data) ? data : [])
    .filter((match) => textAt(match, 'Level') === 'Error')
    .map((match) => [resolve(textAt(match, 'Filename')), textAt(fieldOf(match, 'Rule'), 'Id')] as const);
}
