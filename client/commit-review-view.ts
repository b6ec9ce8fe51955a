// The summary view of a commit review, below Source Control.
import * as vscode from 'vscode';
import type { Review } from '../server/lsp/protocol';
import { itemOf, reviewTree, type Reviewed, type ReviewNode } from './commit-review-tree';
import { treeProvider } from './tree-provider';

/** The view's id in package.json. */
const VIEW = 'cipherlint.commitReview';

export interface ReviewView {
  dispose(): void;
  /** Shows these reviews; none hides the view. */
  readonly show: (reviews: readonly Review[]) => void;
  /** Brings the view to the front. */
  readonly reveal: () => Promise<void>;
}

/** Creates the view, hidden until there is something to show. */
export function createReviewView(): ReviewView {
  let nodes: readonly ReviewNode[] = [];
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<ReviewNode>(VIEW, {
    treeDataProvider: treeProvider(changed.event, {
      getTreeItem: itemOf,
      getChildren: (node) => (node === undefined ? [...nodes] : node.kind === 'group' ? [...node.children] : []),
    }),
  });
  let shown = 0;
  return {
    show: (reviews) => {
      shown = reviews.length;
      const done = reviews.filter((review) => review.ok);
      nodes = reviewTree(done);
      view.message = messageOf(reviews, done);
      view.badge = badgeOf(done);
      changed.fire();
      void vscode.commands.executeCommand('setContext', 'cipherlint.reviewed', shown > 0);
    },
    reveal: async () => {
      if (shown > 0) await vscode.commands.executeCommand(`${VIEW}.focus`);
    },
    dispose: () => {
      view.dispose();
      changed.dispose();
    },
  };
}

/** One line above the tree. Why something could not be reviewed stands here, too. */
function messageOf(reviews: readonly Review[], done: readonly Reviewed[]): string {
  const reasons = reviews.flatMap((review) => (review.ok ? [] : [review.reason]));
  return [...new Set(reasons), ...(done.length > 0 ? [resultOf(done)] : [])].join(' ');
}

function resultOf(done: readonly Reviewed[]): string {
  const { t } = vscode.l10n;
  const files = sum(done.map(({ count }) => count));
  const findings = done.flatMap((review) => review.findings);
  const fresh = findings.filter(({ isNew }) => isNew).length;
  const time = Math.round(sum(done.map(({ milliseconds }) => milliseconds)));
  if (files === 0) return t('Nothing is staged that Cipherlint reads.');
  if (findings.length === 0) return t('No findings. Staged files that were read: {0} ({1} ms)', files, time);
  return t(
    'New: {0}, already there: {1}. Staged files that were read: {2} ({3} ms)',
    fresh,
    findings.length - fresh,
    files,
    time,
  );
}

function badgeOf(done: readonly Reviewed[]): vscode.ViewBadge | undefined {
  const fresh = done.flatMap(({ findings }) => findings).filter(({ isNew }) => isNew).length;
  return fresh === 0 ? undefined : { value: fresh, tooltip: vscode.l10n.t('New encryption findings: {0}', fresh) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
