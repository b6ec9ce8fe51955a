// The summary of a commit review as a tree: new findings first, then those that were there, by theme and severity; then what was not looked at.
import * as vscode from 'vscode';
import type { Review, ReviewedFile, ReviewedFinding } from '../server/lsp/protocol';

/** A review that has come to a result. */
export type Reviewed = Extract<Review, { readonly ok: true }>;
type Problem = Reviewed['problems'][number];
type Level = ReviewedFinding['level'];

/** A line of the tree. */
export type ReviewNode =
  | { readonly kind: 'group'; readonly label: string; readonly children: readonly ReviewNode[]; readonly tells: string }
  | { readonly kind: 'finding'; readonly finding: ReviewedFinding; readonly file: ReviewedFile | undefined }
  | { readonly kind: 'problem'; readonly problem: Problem };

const LEVELS: readonly Level[] = ['high', 'medium', 'low', 'hint'];
const THEMES = ['at-rest', 'in-transit', 'in-use', 'key-management', 'secrets', 'privacy'];
const ICONS: Readonly<Record<Level, vscode.ThemeIcon>> = {
  high: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  medium: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
  low: new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground')),
  hint: new vscode.ThemeIcon('lightbulb'),
};

/** The tree of some reviews, one for each repository. */
export function reviewTree(reviews: readonly Reviewed[]): readonly ReviewNode[] {
  const findings = reviews.flatMap((review) => review.findings);
  const files = new Map(reviews.flatMap((review) => review.files.map((file) => [file.uri, file] as const)));
  const problems = reviews.flatMap((review) => review.problems);
  const { t } = vscode.l10n;
  return [
    ...group(
      t('New in this commit'),
      findings.filter(({ isNew }) => isNew),
      files,
    ),
    ...group(
      t('Already there at {0}', reviews[0]?.against ?? 'HEAD'),
      findings.filter(({ isNew }) => !isNew),
      files,
    ),
    ...(problems.length === 0
      ? []
      : [
          {
            kind: 'group' as const,
            label: t('Not looked at, or only in part'),
            tells: String(problems.length),
            children: problems.map((problem) => ({ kind: 'problem' as const, problem })),
          },
        ]),
  ];
}

function group(
  label: string,
  findings: readonly ReviewedFinding[],
  files: ReadonlyMap<string, ReviewedFile>,
): readonly ReviewNode[] {
  if (findings.length === 0) return [];
  const themes = THEMES.flatMap((theme): readonly ReviewNode[] => {
    const own = findings.filter((finding) => finding.theme === theme);
    const sorted = LEVELS.flatMap((level) => own.filter((finding) => finding.level === level));
    const children = sorted.map((finding) => ({ kind: 'finding' as const, finding, file: files.get(finding.uri) }));
    return own.length === 0 ? [] : [{ kind: 'group', label: themeWord(theme), tells: levelsOf(own), children }];
  });
  return [{ kind: 'group', label, tells: levelsOf(findings), children: themes }];
}

function themeWord(theme: string): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<string, string>> = {
    'at-rest': t('At rest'),
    'in-transit': t('In transit'),
    'in-use': t('In use'),
    'key-management': t('Key management'),
    secrets: t('Secrets'),
    privacy: t('Privacy'),
  };
  return words[theme] ?? theme;
}

/** `2 high, 1 low`. */
export function levelsOf(findings: readonly ReviewedFinding[]): string {
  return LEVELS.flatMap((level) => {
    const count = findings.filter((finding) => finding.level === level).length;
    return count === 0 ? [] : [`${String(count)} ${levelWord(level)}`];
  }).join(', ');
}

function levelWord(level: Level): string {
  const { t } = vscode.l10n;
  return { high: t('high'), medium: t('medium'), low: t('low'), hint: t('hint') }[level];
}

/** How a line is shown. What a click or a button on it does is told apart by `contextValue`. */
export function itemOf(node: ReviewNode): vscode.TreeItem {
  if (node.kind === 'group') {
    const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Expanded);
    item.description = node.tells;
    item.accessibilityInformation = { label: `${node.label}: ${node.tells}` };
    return item;
  }
  return node.kind === 'finding' ? findingItem(node) : problemItem(node.problem);
}

function findingItem(node: Extract<ReviewNode, { readonly kind: 'finding' }>): vscode.TreeItem {
  const { finding, file } = node;
  const { t } = vscode.l10n;
  const item = new vscode.TreeItem(finding.message);
  const line = (finding.range ?? finding.stagedRange).start.line + 1;
  const place = `${finding.path}:${String(line)}`;
  const state = finding.range === undefined ? ` · ${t('no longer in the working file')}` : '';
  item.description = `${place}${state}`;
  item.tooltip = `${finding.message}\n${finding.rule} · ${levelWord(finding.level)}\n${place}${state}`;
  item.iconPath = ICONS[finding.level];
  item.contextValue = [
    'finding',
    ...(finding.range !== undefined && finding.fixable ? ['fix'] : []),
    ...(file?.edited === true ? ['stage'] : []),
  ].join(' ');
  item.command = { command: 'cipherlint.review.open', title: t('Open'), arguments: [node] };
  item.accessibilityInformation = { label: `${levelWord(finding.level)}: ${finding.message} ${place}${state}` };
  return item;
}

function problemItem({ path, uri, message }: Problem): vscode.TreeItem {
  const item = new vscode.TreeItem(message);
  item.description = path;
  item.tooltip = `${path}\n${message}`;
  item.iconPath = new vscode.ThemeIcon('circle-slash');
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [vscode.Uri.parse(uri)] };
  item.accessibilityInformation = { label: `${path}: ${message}` };
  return item;
}
