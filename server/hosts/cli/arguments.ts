// The command line's options: names, values and complaints.
import { parseArgs } from 'node:util';
import { PROFILES, SEVERITIES, type Profile, type Severity } from '../../core/kind';
import { GROUPINGS, type Grouping } from '../../report/inventory/model';

export const FORMATS = ['pretty', 'json', 'sarif', 'junit', 'html', 'github', 'csv'] as const;
export type Format = (typeof FORMATS)[number];
/** Those of `inventory`; every other command takes the rest. */
export const INVENTORY_FORMATS = ['pretty', 'html', 'csv', 'json', 'sarif'] as const satisfies readonly Format[];

export interface Arguments {
  readonly command: string;
  readonly operands: readonly string[];
  readonly profile: Profile | undefined;
  readonly format: Format;
  readonly group: Grouping;
  readonly output: string | undefined;
  readonly failOn: Severity | 'never';
  readonly config: string | undefined;
  readonly rules: readonly string[];
  readonly baseline: string | undefined;
  readonly varFiles: readonly string[];
  /** Whether a scan takes out of the baseline what is gone; undefined: outside of CI. */
  readonly prunes: boolean | undefined;
  /** `undefined`: not asked for. Empty text: against HEAD. */
  readonly changed: string | undefined;
  readonly stdinPath: string | undefined;
  readonly staged: boolean;
  readonly fix: boolean;
  readonly fixDryRun: boolean;
  readonly unknown: boolean;
  readonly stdin: boolean;
  readonly stdio: boolean;
  readonly suppressions: boolean;
  readonly searchConfig: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

export type ParsedArguments =
  { readonly ok: true; readonly arguments: Arguments } | { readonly ok: false; readonly message: string };

const OPTIONS = {
  profile: { type: 'string' },
  format: { type: 'string', default: 'pretty' },
  group: { type: 'string', default: 'service' },
  output: { type: 'string', short: 'o' },
  'fail-on': { type: 'string', default: 'high' },
  config: { type: 'string' },
  rule: { type: 'string', multiple: true, default: [] as string[] },
  baseline: { type: 'string' },
  'prune-baseline': { type: 'boolean', default: false },
  'keep-baseline': { type: 'boolean', default: false },
  'var-file': { type: 'string', multiple: true, default: [] as string[] },
  changed: { type: 'string' },
  'stdin-path': { type: 'string' },
  staged: { type: 'boolean', default: false },
  fix: { type: 'boolean', default: false },
  'fix-dry-run': { type: 'boolean', default: false },
  unknown: { type: 'boolean', default: false },
  stdin: { type: 'boolean', default: false },
  stdio: { type: 'boolean', default: false },
  'no-suppressions': { type: 'boolean', default: false },
  'no-config': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
} as const;

/** Reads the arguments behind `cipherlint`. */
export function readArguments(args: readonly string[]): ParsedArguments {
  try {
    return check(parseArgs({ args: withOptionalValue(args), options: OPTIONS, allowPositionals: true, strict: true }));
  } catch (error) {
    return {
      ok: false,
      message: error instanceof Error ? error.message.replace(/\. To specify.*/s, '.') : String(error),
    };
  }
}

/** `--changed` may stand without a value. */
function withOptionalValue(args: readonly string[]): string[] {
  return args.flatMap((arg, i) =>
    arg === '--changed' && (args[i + 1]?.startsWith('-') ?? true) ? ['--changed='] : [arg],
  );
}

function check({
  values,
  positionals,
}: ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>): ParsedArguments {
  const formats = positionals[0] === 'inventory' ? INVENTORY_FORMATS : FORMATS.filter((name) => name !== 'csv');
  const format = formats.find((name) => name === values.format);
  if (!format) return { ok: false, message: `--format takes one of ${formats.join(', ')}` };
  const group = GROUPINGS.find((name) => name === values.group);
  if (!group) return { ok: false, message: `--group takes one of ${GROUPINGS.join(', ')}` };
  const profile = PROFILES.find((name) => name === values.profile);
  if (values.profile !== undefined && !profile)
    return { ok: false, message: `--profile takes one of ${PROFILES.join(', ')}` };
  const failOn = [...SEVERITIES, 'never' as const].find((name) => name === values['fail-on']);
  if (!failOn) return { ok: false, message: `--fail-on takes one of high, medium, low, never` };
  const [command = values.help || values.version ? '' : 'help', ...operands] = positionals;
  return {
    ok: true,
    arguments: {
      command,
      operands,
      profile,
      format,
      group,
      failOn,
      output: values.output,
      config: values.config,
      rules: values.rule,
      baseline: values.baseline,
      varFiles: values['var-file'],
      prunes: values['keep-baseline'] ? false : values['prune-baseline'] || undefined,
      changed: values.changed,
      stdinPath: values['stdin-path'],
      staged: values.staged,
      fix: values.fix,
      fixDryRun: values['fix-dry-run'],
      unknown: values.unknown,
      stdin: values.stdin,
      stdio: values.stdio,
      suppressions: !values['no-suppressions'],
      searchConfig: !values['no-config'],
      help: values.help,
      version: values.version,
    },
  };
}
