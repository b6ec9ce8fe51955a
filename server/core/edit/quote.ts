// Writes scalars and keys for YAML and JSON, with quotes only where the reader would take them for something else.

/** What a template calls a plain value: everything but null. */
type Plain = string | number | boolean;

/** YAML 1.1's words and numbers, which CloudFormation's reader still takes for booleans, nulls, dates and numbers. */
const TAKEN =
  /^(?:y|n|yes|no|on|off|true|false|null|~|[-+]?\.inf|\.nan|<<|=|[-+]?[\d.][\d_,.:]*(?:e[-+]?\d+)?|0[xob][\da-f_]+|\d{4}-\d\d?-\d\d?.*)$/i;

/** Whether a text has to be quoted as a YAML scalar or key; `flow` is inside braces or brackets. */
export function needsQuotes(text: string, flow: boolean): boolean {
  if (text === '' || text !== text.trim() || TAKEN.test(text)) return true;
  if (/^[!&*{}[\],#|>@`"'%]/.test(text) || /^[-?:](?:\s|$)/.test(text) || /^(?:---|\.\.\.)/.test(text)) return true;
  if (/:(?:\s|$)|\s#|[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return true;
  return flow && (/[[\]{},]/.test(text) || /^[-?:]/.test(text));
}

/** A text between quotes. Control characters need double ones whatever was asked for. */
export function quoted(text: string, quote: '"' | "'"): string {
  if (quote === "'" && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text))
    return `'${text.replace(/'/g, "''")}'`;
  return JSON.stringify(text);
}

/** A scalar for YAML: plain where possible. `keep` is the quote that stood there before. */
export function yamlScalar(value: Plain, flow: boolean, quote: '"' | "'", keep?: '"' | "'"): string {
  if (typeof value !== 'string') return String(value);
  if (keep) return quoted(value, keep);
  return needsQuotes(value, flow) ? quoted(value, quote) : value;
}

/** The quotes this YAML text prefers: single ones, unless it only has double ones. */
export function preferredQuote(text: string): '"' | "'" {
  return /[:-] +"/.test(text) && !/[:-] +'/.test(text) ? '"' : "'";
}
