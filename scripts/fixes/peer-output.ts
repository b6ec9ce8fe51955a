// How each of the judging linters is called, and what it prints: https://www.checkov.io, https://trivy.dev, https://github.com/aws-cloudformation/cfn-lint
import { join, resolve } from 'node:path';
import type { FixedText } from './peers';

/** The resources for which each id fails in a file, as the linter calls them; empty texts where it does not say. */
export type Failed = ReadonlyMap<string, readonly string[]>;

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

interface Failure {
  readonly file: string;
  readonly id: string;
  readonly resource: string;
}

function understood(
  output: string,
  failuresIn: (data: unknown) => readonly Failure[],
): ReadonlyMap<string, Failed> | string {
  let data: unknown;
  try {
    data = JSON.parse(output.trim() === '' ? '[]' : output);
  } catch {
    return 'its output is no JSON';
  }
  const failed = new Map<string, Map<string, readonly string[]>>();
  for (const { file, id, resource } of failuresIn(data)) {
    const resources = failed.get(file) ?? new Map<string, readonly string[]>();
    failed.set(file, resources.set(id, [...(resources.get(id) ?? []), resource]));
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
function checkovFailures(data: unknown, folder: string): readonly Failure[] {
  return (Array.isArray(data) ? data : [data]).flatMap((report) =>
    listAt(report, 'results', 'failed_checks').map((check) => ({
      file: join(folder, textAt(check, 'file_path')),
      id: textAt(check, 'check_id'),
      resource: textAt(check, 'resource'),
    })),
  );
}

function trivyFailures(data: unknown, folder: string): readonly Failure[] {
  return listAt(data, 'Results').flatMap((result) =>
    listAt(result, 'Misconfigurations')
      .filter((check) => textAt(check, 'Status') === 'FAIL')
      .map((check) => {
        const id = textAt(check, 'AVDID') || textAt(check, 'ID');
        return {
          file: resolve(folder, textAt(result, 'Target')),
          id: id.replace(/^AVD-/, ''),
          resource: textAt(fieldOf(check, 'CauseMetadata'), 'Resource'),
        };
      }),
  );
}

/** Warnings are no verdict on whether a template is valid. */
function cfnLintErrors(data: unknown): readonly Failure[] {
  return (Array.isArray(data) ? data : [])
    .filter((match) => textAt(match, 'Level') === 'Error')
    .map((match) => ({
      file: resolve(textAt(match, 'Filename')),
      id: textAt(fieldOf(match, 'Rule'), 'Id'),
      resource: '',
    }));
}
