// The review before a commit: findings of the staged texts, brought to the places where they stand in the working files.
import { CodeActionKind, type CancellationToken, type WorkspaceEdit } from 'vscode-languageserver';
import type { Rule } from '../core/kind';
import { indexLines } from '../core/lines';
import { followSpans } from '../core/moved-spans';
import type { Level, Settings } from '../core/settings';
import type { Span } from '../core/text';
import { inTurns, paceOf } from './pace';
import { resolveAction, type ActionData } from './action-edits';
import { codeActions } from './code-actions';
import { positionsIn } from './positions';
import type {
  Review,
  ReviewedFile,
  ReviewedFinding,
  ReviewFix,
  ReviewFixesParams,
  ReviewParams,
  TextRange,
} from './protocol';
import { shownFindings, type Session } from './session';

/** A finding in a staged text. Lines and columns count from 0. */
export interface StagedFinding {
  readonly rule: Rule;
  readonly level: Level;
  readonly message: string;
  readonly address: string;
  /** From the top of the repository, with `/`. */
  readonly path: string;
  readonly region: {
    readonly startLine: number;
    readonly startColumn: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
  readonly isNew?: boolean;
}

/** What a host finds in the texts that are staged. */
export interface StagedScan {
  /** URI of the top of the repository. */
  readonly top: string;
  readonly against: string;
  /** How many staged files were looked at. */
  readonly files: number;
  readonly findings: readonly StagedFinding[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
  /** The staged text of a file that has findings. */
  text(path: string): string | undefined;
  /** The text of the working file as it is stored now. */
  working(path: string): string | undefined;
  uri(path: string): string;
}

/** Looks at what is staged in the repository of a folder, step by step; a text says why that can't be done. */
export type ScanStaged = (folder: string, editor: Partial<Settings>) => Generator<void, StagedScan | string>;

/** Answers review requests. What was scanned is kept, so that places can follow the text while it is edited. */
export function createReviewer(session: Session): (params: ReviewParams, token: CancellationToken) => Promise<Review> {
  const kept = new Map<string, StagedScan>();
  return async ({ folder, places }, token) => {
    const start = performance.now();
    const known = places === true ? kept.get(folder) : undefined;
    const scan = known ?? (await scanFolder(session, folder, token));
    if (typeof scan === 'string') {
      kept.delete(folder);
      return { ok: false, reason: scan };
    }
    kept.set(folder, scan);
    return toReview(session, scan, performance.now() - start);
  };
}

async function scanFolder(session: Session, folder: string, token: CancellationToken): Promise<StagedScan | string> {
  const { environment, editorSettings } = session;
  if (!environment.staged) return 'There is no git here: this window has no access to programs or a disk.';
  const steps = environment.staged(folder, editorSettings.get(folder) ?? editorSettings.get('') ?? {});
  return (
    (await inTurns(paceOf(environment, { stopped: () => token.isCancellationRequested }), steps)) ??
    'The review was cancelled.'
  );
}

/** The fixes of one finding in an open document, worked out. */
export function reviewFixes(
  session: Session,
  { uri, rule, range }: ReviewFixesParams,
): readonly ReviewFix<WorkspaceEdit>[] {
  const open = openDocument(session, uri)?.uri ?? uri;
  const context = { diagnostics: [], only: [CodeActionKind.QuickFix] };
  return codeActions(session, { textDocument: { uri: open }, range, context })
    .filter(({ data }) => isFixOf(data, rule))
    .map((action) => resolveAction(session, action))
    .flatMap(({ title, isPreferred, edit }) => (edit ? [{ title, isPreferred: isPreferred === true, edit }] : []));
}

function isFixOf(data: unknown, rule: string): boolean {
  const action = data as ActionData | undefined;
  return action?.rule === rule && typeof action.what === 'object' && 'fix' in action.what;
}

function toReview(session: Session, scan: StagedScan, milliseconds: number): Review {
  const paths = [...new Set(scan.findings.map(({ path }) => path))];
  const parts = paths.map((path) =>
    reviewFile(
      session,
      scan,
      path,
      scan.findings.filter((finding) => finding.path === path),
    ),
  );
  return {
    ok: true,
    top: scan.top,
    against: scan.against,
    count: scan.files,
    files: parts.map(({ file }) => file),
    findings: parts.flatMap(({ findings }) => findings),
    problems: scan.problems.map(({ path, message }) => ({ path, message, uri: scan.uri(path) })),
    milliseconds,
  };
}

interface Place {
  readonly stagedRange: TextRange;
  readonly range?: TextRange;
}

function reviewFile(
  session: Session,
  scan: StagedScan,
  path: string,
  findings: readonly StagedFinding[],
): { readonly file: ReviewedFile; readonly findings: readonly ReviewedFinding[] } {
  const uri = scan.uri(path);
  const staged = scan.text(path) ?? '';
  const open = openDocument(session, uri);
  const working = open?.text ?? scan.working(path);
  const placeOf = placer(session, staged, working, open?.uri);
  return {
    file: { path, uri, edited: working !== staged, deleted: working === undefined },
    findings: findings.map((finding) => ({
      path,
      uri,
      rule: finding.rule.id,
      theme: finding.rule.theme,
      level: finding.level,
      message: finding.message,
      href: finding.rule.references[0] ?? '',
      isNew: finding.isNew !== false,
      fixable: finding.rule.fixes.length > 0,
      ...placeOf(finding),
    })),
  };
}

/** Where a finding of the staged text stands, there and in the working file. */
function placer(
  session: Session,
  staged: string,
  working: string | undefined,
  open: string | undefined,
): (finding: StagedFinding) => Place {
  const lines = indexLines(staged);
  const before = positionsIn(staged, session.encoding);
  const now = positionsIn(working ?? '', session.encoding);
  const follow = working === undefined ? () => undefined : followSpans(staged, working);
  const stays = working === staged ? () => true : stillFound(session, open);
  return ({ region, rule, address }) => {
    const span = {
      start: lines.offset({ line: region.startLine, column: region.startColumn }),
      end: lines.offset({ line: region.endLine, column: region.endColumn }),
    };
    const moved = follow(span);
    // What a caller of the module decides is not found in the module's own file.
    const isThere = moved !== undefined && (address.startsWith('module.') || stays(rule.id, moved));
    return { stagedRange: before.range(span), ...(isThere ? { range: now.range(moved) } : {}) };
  };
}

/** Whether an edited file still has a finding; only an open one is judged, for another the place itself has to do. */
function stillFound(session: Session, uri: string | undefined): (rule: string, span: Span) => boolean {
  if (uri === undefined) return () => true;
  const shown = shownFindings(session, uri);
  return (rule, span) => shown.some(({ finding }) => finding.rule.id === rule && finding.span.start === span.start);
}

/** Editors escape more signs than they must, so the names are compared as they read. */
function openDocument(session: Session, uri: string): { readonly uri: string; readonly text: string } | undefined {
  const wanted = plainUri(uri);
  for (const [own, document] of session.documents)
    if (own === uri || plainUri(own) === wanted) return { uri: own, text: document.getText() };
  return undefined;
}

function plainUri(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
