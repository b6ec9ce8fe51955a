// Reads the files in which other tools keep suppressions for a whole repository: text in, suppressions out.
import { isMap, isNode, isScalar, parseDocument, type Document } from 'yaml';
import type { Span } from '../core/text';
import { dayBefore } from '../core/suppress/comments';
import { matchesGlob } from '../core/suppress/glob';
import { matchesPattern } from '../core/settings';
import type { RepositorySuppression } from '../core/suppress/suppression';

/** Where a file lies: its folder relative to the host's root (empty for the root itself), and its URI. */
export interface PeerFile {
  readonly folder: string;
  readonly uri: string;
  readonly text: string;
}

type Reader = (file: PeerFile) => readonly RepositorySuppression[];

/** Paths below the folder in which they hold. */
export const PEER_FILES: Readonly<Record<string, Reader>> = {
  '.checkov.yaml': checkov,
  '.checkov.yml': checkov,
  '.trivyignore': trivyIgnore,
  '.trivyignore.yaml': trivyIgnoreYaml,
  '.tfsec/config.yml': tfsec,
  '.tfsec/config.yaml': tfsec,
  '.snyk': snyk,
  'code-security.datadog.yaml': datadog,
};

/** What one such file says; nothing where it can't be read. */
export function readPeerFile(name: string, file: PeerFile): readonly RepositorySuppression[] {
  return PEER_FILES[name]?.(file) ?? [];
}

interface Word {
  readonly id: string;
  readonly span: Span;
  readonly reason?: string | undefined;
  readonly until?: string | undefined;
  /** Of a path relative to the file's folder. */
  readonly holdsFor?: (path: string) => boolean;
}

function suppression(tool: string, file: PeerFile, word: Word): RepositorySuppression {
  const prefix = file.folder === '' ? '' : `${file.folder}/`;
  return {
    tool,
    source: file.uri,
    span: word.span,
    form: 'file',
    ids: [word.id],
    idSpans: [word.span],
    reason: word.reason,
    until: word.until,
    holdsFor: (path) => path.startsWith(prefix) && (word.holdsFor?.(path.slice(prefix.length)) ?? true),
  };
}

/** `skip-check: [CKV_AWS_18, CKV_AWS_*]`, as a list or with commas. */
function checkov(file: PeerFile): readonly RepositorySuppression[] {
  const document = parse(file.text);
  const value = document?.toJS() as { 'skip-check'?: unknown } | undefined;
  const checks = value?.['skip-check'];
  const list = typeof checks === 'string' ? checks.split(',') : textsOf(checks);
  return list.map((id, i) =>
    suppression('checkov', file, {
      id: id.trim(),
      span: spanAt(document, ['skip-check', ...(Array.isArray(checks) ? [i] : [])]),
    }),
  );
}

/** Lines such as `AVD-AWS-0132 exp:2027-01-01 # why`. */
function trivyIgnore(file: PeerFile): readonly RepositorySuppression[] {
  return [...file.text.matchAll(/^[ \t]*([^\s#]+)([^\n#]*)(?:#[ \t]*([^\r\n]*))?/gm)].map((match) => {
    const [whole, id = '', rest = '', remark] = match;
    const start = match.index + whole.indexOf(id);
    const expires = /\bexp:(\S+)/.exec(rest)?.[1];
    return suppression('trivy', file, {
      id,
      span: { start, end: start + id.length },
      reason: remark,
      until: expires === undefined ? undefined : dayBefore(expires),
    });
  });
}

/** `misconfigurations: [{ id, paths, expired_at, statement }]`. */
function trivyIgnoreYaml(file: PeerFile): readonly RepositorySuppression[] {
  const document = parse(file.text);
  const { misconfigurations } = recordOf(document?.toJS());
  return listOf(misconfigurations).flatMap((item, i) => {
    const { id, paths, expired_at: expires, statement } = recordOf(item);
    if (typeof id !== 'string') return [];
    const globs = textsOf(paths);
    return [
      suppression('trivy', file, {
        id,
        span: spanAt(document, ['misconfigurations', i, 'id']),
        reason: textOf(statement),
        until: textOf(expires) === undefined ? undefined : dayBefore((textOf(expires) ?? '').slice(0, 10)),
        ...(globs.length > 0 ? { holdsFor: (path) => globs.some((glob) => matchesGlob(glob, path)) } : {}),
      }),
    ];
  });
}

/** `exclude: [aws-s3-…]`, and severities that are overridden with `NONE`. */
function tfsec(file: PeerFile): readonly RepositorySuppression[] {
  const document = parse(file.text);
  // The file lies in a folder of its own, and holds for what lies beside that.
  const above = { ...file, folder: file.folder.replace(/(?:^|\/)\.tfsec$/, '') };
  const { exclude, severity_overrides: severities } = recordOf(document?.toJS());
  const off = Object.entries(recordOf(severities)).filter(([, severity]) => String(severity).toUpperCase() === 'NONE');
  return [
    ...textsOf(exclude).map((id, i) => suppression('tfsec', above, { id, span: spanAt(document, ['exclude', i]) })),
    ...off.map(([id]) => suppression('tfsec', above, { id, span: spanAt(document, ['severity_overrides', id]) })),
  ];
}

/** `ignore: { SNYK-CC-TF-1: [{ 'file.tf > *': { reason, expires } }] }`. */
function snyk(file: PeerFile): readonly RepositorySuppression[] {
  const document = parse(file.text);
  const ignores = recordOf(recordOf(document?.toJS()).ignore);
  return Object.entries(ignores).flatMap(([id, entries]) =>
    listOf(entries).flatMap((entry, i) =>
      Object.entries(recordOf(entry)).map(([path, data]) => {
        const { reason, expires } = recordOf(data);
        const [first = '*'] = path.split('>').map((part) => part.trim());
        return suppression('snyk', file, {
          id,
          span: spanAt(document, ['ignore', id, i, path]),
          reason: textOf(reason),
          until: textOf(expires)?.slice(0, 10),
          holdsFor: (name) => matchesPattern(first, name),
        });
      }),
    ),
  );
}

/** `iac: { ignore-rules, rule-configs: { ID: { ignore-paths } } }`. */
function datadog(file: PeerFile): readonly RepositorySuppression[] {
  const document = parse(file.text);
  const iac = recordOf(recordOf(document?.toJS()).iac);
  return [
    ...textsOf(iac['ignore-rules']).map((id, i) =>
      suppression('datadog', file, { id, span: spanAt(document, ['iac', 'ignore-rules', i]) }),
    ),
    ...Object.entries(recordOf(iac['rule-configs'])).flatMap(([id, config]) => {
      const globs = textsOf(recordOf(config)['ignore-paths']);
      const span = spanAt(document, ['iac', 'rule-configs', id]);
      return globs.length === 0
        ? []
        : [
            suppression('datadog', file, {
              id,
              span,
              holdsFor: (path) => globs.some((glob) => matchesGlob(glob, path)),
            }),
          ];
    }),
  ];
}

function parse(text: string): Document | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  return document.errors.length > 0 ? undefined : document;
}

const MAX_LENGTH = 500_000;

/** The place of a value; of its key where the last step is a name. */
function spanAt(document: Document | undefined, path: readonly (string | number)[]): Span {
  const last = path.at(-1);
  const owner = document?.getIn(path.slice(0, -1), true);
  const parent = path.length === 1 ? document?.contents : owner;
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined;
  const node: unknown = pair && typeof last === 'string' && last !== 'id' ? pair.key : document?.getIn(path, true);
  return isNode(node) && node.range ? { start: node.range[0], end: node.range[1] } : { start: 0, end: 0 };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

function textOf(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' ? value : undefined;
}
