// cdk-nag: calls of `NagSuppressions`, acknowledgements of `Validations`, and the Metadata that they leave in templates.
import type { Resource } from '../../resource';
import type { Span } from '../../text';
import type { FileContext } from '../comments';
import { child, itemsOf, metadataSuppression, textOf } from '../metadata';
import type { Peer } from '../peer';
import type { Suppression } from '../suppression';
import { fromBase64 } from './base64';

export const cdkNag: Peer = {
  tool: 'cdk-nag',
  equivalents: ['cdk-nag'],
  metadata: ofMetadata,
  text: (file) => [...ofCalls(file), ...ofTemplate(file)],
  same: sameId,
};

/** `Plugin::AwsSolutions-S10[Resource::*]`: the names of plugin and part do not count. */
function sameId(id: string, equivalent: string): boolean {
  const bare = id.replace(/\[.*$/s, '');
  return bare === equivalent || [':', '/', '.'].some((sign) => bare.endsWith(sign + equivalent));
}

function ofMetadata(resource: Resource): readonly Suppression[] {
  return itemsOf(child(resource.metadata, 'cdk_nag', 'rules_to_suppress')).flatMap((item) => {
    const id = child(item, 'id');
    const name = textOf(id);
    if (!id || name === undefined) return [];
    const reason = textOf(child(item, 'reason'));
    const encoded = textOf(child(item, 'is_reason_encoded')) === 'true';
    return [
      metadataSuppression('cdk-nag', resource, name, id.span, item.span, encoded ? fromBase64(reason ?? '') : reason),
    ];
  });
}

const CALL =
  /\b(?:NagSuppressions\s*\.\s*(add\w+)\s*\(|Validations\s*\.\s*of\s*\(([^()\n]*)\)\s*\.\s*(acknowledge)\s*\()/g;
const ID = /["']?\bid\b["']?\s*[:=]\s*(["'`])([^"'`\n]+)\1/g;
const REASON = /["']?\breason\b["']?\s*[:=]\s*(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1/;

function ofCalls(file: FileContext): readonly Suppression[] {
  const { language, source } = file.document;
  if (language === 'yaml' || language === 'json' || language === 'hcl' || language === 'shell') return [];
  return [...source.text.matchAll(CALL)].flatMap((match) => {
    const start = match.index + match[0].length;
    const args = source.text.slice(start, closing(source.text, start));
    const scopes = scopesOf(file, match[1] ?? match[3] ?? '', match[2] ?? args);
    return [...args.matchAll(ID)].flatMap((id, i, all) => itemsIn(file, args, start, id, all.at(i + 1), scopes));
  });
}

function itemsIn(
  { document }: FileContext,
  args: string,
  offset: number,
  id: RegExpExecArray,
  next: RegExpExecArray | undefined,
  scopes: readonly Suppression['scope'][],
): readonly Suppression[] {
  const at = offset + id.index + id[0].length - 1 - (id[2] ?? '').length;
  const span = { start: at, end: at + (id[2] ?? '').length };
  const reason = REASON.exec(args.slice(id.index, next?.index))?.[2];
  return scopes.map((scope) => ({
    tool: 'cdk-nag',
    source: document.source.uri,
    span,
    form: 'call',
    ids: [id[2] ?? ''],
    idSpans: [span],
    scope,
    reason,
    until: undefined,
  }));
}

/** The constructs that a call names, as ranges; a stack is the whole file. */
function scopesOf({ document, resources }: FileContext, method: string, args: string): readonly Suppression['scope'][] {
  const name = method.replaceAll('_', '').toLowerCase();
  if (name === 'addstacksuppressions') return ['file'];
  if (name === 'addresourcesuppressionsbypath') {
    const paths = [...args.slice(0, Math.max(0, args.search(ID))).matchAll(/["'`]([^"'`\n]+)["'`]/g)];
    const parts = paths.map((path) => (path[1] ?? '').split('/').filter((part) => part !== 'Resource'));
    return rangesOf(resources.filter(({ address }) => parts.some((path) => path.at(-1) === address)));
  }
  if (name !== 'addresourcesuppressions' && name !== 'acknowledge') return [];
  const first = /^\s*\[?([^[\](){}"'`]*)/.exec(args)?.[1] ?? '';
  const names = first.split(/[\s,]+/).filter((word) => /^[\w.$]+$/.test(word));
  const chosen = args.trimStart().startsWith('[') ? names : names.slice(0, 1);
  return rangesOf(resources.filter((resource) => chosen.includes(holderOf(document.source.text, resource))));
}

function rangesOf(resources: readonly Resource[]): readonly Span[] {
  return resources.filter(({ dialect }) => dialect === 'cdk' || dialect === 'cloudformation').map(({ span }) => span);
}

/** What a construct is assigned to: `bucket`, `this.bucket`. */
function holderOf(text: string, { span }: Resource): string {
  return (
    /([\w$][\w.$]*)(?:\s*:\s*[\w.<>[\]]+)?\s*=\s*$/.exec(text.slice(Math.max(0, span.start - 200), span.start))?.[1] ??
    ''
  );
}

const MAX_CALL = 20_000;

/** The closing bracket of a call whose arguments start at `start`; strings are passed over. */
function closing(text: string, start: number): number {
  let depth = 0;
  let quote = '';
  const end = Math.min(text.length, start + MAX_CALL);
  for (let i = start; i < end; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (/["'`]/.test(character)) quote = character;
    else if (/[([{]/.test(character)) depth++;
    else if (/[)\]}]/.test(character) && depth-- === 0) return i;
  }
  return end;
}

/** A template's own Metadata, as synthesised by CDK: holds for all of its resources. */
function ofTemplate({ document }: FileContext): readonly Suppression[] {
  const { text, uri } = document.source;
  if (document.language !== 'json' || !text.includes('"cdk_nag"')) return [];
  const rules = templateRules(text);
  return rules.flatMap((rule) => {
    if (typeof rule !== 'object' || rule === null) return [];
    const { id, reason, is_reason_encoded: encoded } = rule as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string') return [];
    const at = Math.max(0, text.indexOf(JSON.stringify(id), text.indexOf('"cdk_nag"')));
    const span = { start: at, end: at + id.length + 2 };
    return [
      {
        tool: 'cdk-nag',
        source: uri,
        span,
        form: 'metadata' as const,
        ids: [id],
        idSpans: [],
        scope: 'file' as const,
        reason: typeof reason === 'string' ? (encoded === true ? fromBase64(reason) : reason) : undefined,
        until: undefined,
      },
    ];
  });
}

function templateRules(text: string): readonly unknown[] {
  try {
    const data = JSON.parse(text) as { Metadata?: { cdk_nag?: { rules_to_suppress?: unknown } } } | null;
    const rules = data?.Metadata?.cdk_nag?.rules_to_suppress;
    return Array.isArray(rules) ? rules : [];
  } catch {
    return []; // half-typed
  }
}
