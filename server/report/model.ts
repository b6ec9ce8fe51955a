// What a scan says, ready to be shown: findings with lines and columns, files, stores.
import type { Rule } from '../core/kind';
import type { Level } from '../core/settings';
import type { Dialect } from '../core/resource';
import type { State, StoreRow } from '../core/inventory';
import type { Trace } from '../core/value';

/** 0-based lines and columns in UTF-16 code units. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ReportedFinding {
  readonly rule: Rule;
  readonly level: Level;
  /** `unknown` findings are only here where they were asked for. */
  readonly verdict: 'fail' | 'unknown';
  /** Path relative to the scanned root. */
  readonly path: string;
  readonly region: Region;
  readonly message: string;
  readonly reason: string | undefined;
  /** Terraform address, logical id, or `s3:PutObject`. */
  readonly address: string;
  readonly state: State | undefined;
  readonly related: readonly { readonly path: string; readonly region: Region; readonly note: Trace['note'] }[];
  readonly suppressedBy: SuppressedBy | undefined;
  /** Against `ScanReport.against`: false where it was there before. Undefined where nothing was compared. */
  readonly isNew?: boolean;
  readonly dialect: Dialect;
  /** What decided it, in a form that does not change when lines move: for baselines. */
  readonly fingerprint: string;
  /** Edits of the preferred fix that needs no value and has no side effect, if there is one. */
  readonly fix:
    | { readonly title: string; readonly edits: readonly { readonly region: Region; readonly newText: string }[] }
    | undefined;
  /** The line on which it starts, for showing. */
  readonly line: string;
}

/** Who silences a finding: the tool whose words they are, and where these stand. */
export interface SuppressedBy {
  readonly tool: string;
  readonly reason: string | undefined;
  /** The words themselves, such as `checkov:skip=CKV_AWS_16`; undefined where they stand in another file. */
  readonly words: string | undefined;
  /** 0-based line of the words in the file. */
  readonly line: number | undefined;
}

/** A file that could not be read or only in part. */
export interface ReportedProblem {
  readonly path: string;
  readonly region: Region;
  readonly message: string;
}

export interface ScanReport {
  readonly version: string;
  readonly root: string;
  /** What the findings were compared with, such as `HEAD`. */
  readonly against?: string;
  readonly files: number;
  /** The files that were read, relative to the root. */
  readonly paths: readonly string[];
  readonly findings: readonly ReportedFinding[];
  readonly problems: readonly ReportedProblem[];
  readonly stores: readonly StoreRow[];
}

/** Findings that count: neither suppressed nor unknown. */
export function live(report: ScanReport): readonly ReportedFinding[] {
  return report.findings.filter((finding) => finding.suppressedBy === undefined && finding.verdict === 'fail');
}

/** Findings that `--fail-on` looks at: those that count and were not there before. */
export function blocking(report: ScanReport): readonly ReportedFinding[] {
  return live(report).filter((finding) => finding.isNew !== false);
}
