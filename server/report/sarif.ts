// The report as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import type { Rule } from '../core/kind';
import type { Level } from '../core/settings';
import type { Region, ReportedFinding, ScanReport, SuppressedBy } from './model';
import { rulePage } from './words';

const LEVELS: Readonly<Record<Level, string>> = { high: 'error', medium: 'warning', low: 'note', hint: 'note' };
/** What code scanning services read as a score, from 0 to 10. */
const SCORES: Readonly<Record<Level, string>> = { high: '8.0', medium: '5.5', low: '2.0', hint: '0.5' };

/** The whole report as indented SARIF. `root` is the scanned folder as a `file:` URI. */
export function sarif(report: ScanReport, root: string): string {
  const rules = [...new Map(report.findings.map((finding) => [finding.rule.id, finding.rule])).values()];
  const positions = new Map(rules.map((rule, index) => [rule.id, index]));
  const run = {
    tool: {
      driver: {
        name: 'cipherlint',
        version: report.version,
        rules: rules.map(ruleData),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { ROOT: { uri: root.endsWith('/') ? root : `${root}/` } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: report.problems.map((problem) => ({
          level: 'warning',
          message: { text: problem.message },
          locations: [{ physicalLocation: physical(problem.path, problem.region) }],
        })),
      },
    ],
    results: report.findings.map((finding) => resultData(finding, positions.get(finding.rule.id) ?? -1)),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleData(rule: Rule): unknown {
  const references = rule.references.map((page) => `- ${page}`).join('\n');
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    ...(rulePage(rule) === '' ? {} : { helpUri: rulePage(rule) }),
    help: {
      text: `${rule.title}\n\n${rule.why}\n\n${references}`,
      markdown: `**${rule.title}**\n\n${rule.why}\n\n${references}`,
    },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: ['security', 'encryption', rule.theme],
      precision: 'high',
      'security-severity': SCORES[rule.severity],
    },
  };
}

function resultData(finding: ReportedFinding, ruleIndex: number): unknown {
  const { rule } = finding;
  return {
    ruleId: rule.id,
    ruleIndex,
    ...(finding.verdict === 'unknown' ? { kind: 'review', level: 'none' } : { level: LEVELS[finding.level] }),
    ...(finding.isNew === undefined ? {} : { baselineState: finding.isNew ? 'new' : 'unchanged' }),
    message: {
      text: finding.reason === undefined ? finding.message : `${finding.message} Not decided: ${finding.reason}.`,
    },
    locations: [
      {
        physicalLocation: physical(finding.path, finding.region),
        logicalLocations: [{ fullyQualifiedName: finding.address, kind: 'resource' }],
      },
    ],
    ...(finding.related.length > 0
      ? {
          relatedLocations: finding.related.map((related, id) => ({
            id,
            message: { text: related.note },
            physicalLocation: physical(related.path, related.region),
          })),
        }
      : {}),
    properties: {
      theme: rule.theme,
      severity: finding.level,
      profile: rule.profile,
      ...(finding.state ? { state: finding.state } : {}),
    },
    ...(finding.suppressedBy ? { suppressions: [suppression(finding.suppressedBy)] } : {}),
    ...(finding.fix ? { fixes: [fixData(finding.path, finding.fix)] } : {}),
  };
}

function suppression({ tool, reason, words }: SuppressedBy): unknown {
  return {
    kind: words === undefined ? 'external' : 'inSource',
    ...(reason === undefined ? {} : { justification: reason }),
    properties: { tool, ...(words === undefined ? {} : { words }) },
  };
}

function fixData(path: string, fix: NonNullable<ReportedFinding['fix']>): unknown {
  return {
    description: { text: fix.title },
    artifactChanges: [
      {
        artifactLocation: artifact(path),
        replacements: fix.edits.map((edit) => ({
          deletedRegion: region(edit.region),
          insertedContent: { text: edit.newText },
        })),
      },
    ],
  };
}

function physical(path: string, at: Region): unknown {
  return { artifactLocation: artifact(path), region: region(at) };
}

function artifact(path: string): unknown {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' };
}

function region(at: Region): unknown {
  return {
    startLine: at.startLine + 1,
    startColumn: at.startColumn + 1,
    endLine: at.endLine + 1,
    endColumn: at.endColumn + 1,
  };
}
