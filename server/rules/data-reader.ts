// What all readers of rule files share: the data at a path, and the complaints about it.
import { parsePath } from '../core/path';
import type { Pattern } from '../core/kind';
import type { Dialect, Segment } from '../core/resource';

/** A complaint about a kind file; `path` leads to the place in the data. */
export interface Complaint {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** It is about the name at the end of the path, not about the value. */
  readonly onKey?: true;
}

export type Data = Readonly<Record<string, unknown>>;

/** Collects complaints while data is read. */
export interface Reader {
  readonly complaints: Complaint[];
  readonly path: readonly (string | number)[];
  /** Makes the pattern of a `matches`; throws where it can't. A RegExp where none is given. */
  readonly compile?: CompilePattern | undefined;
}

export type CompilePattern = (source: string) => Pattern;

export const DIALECTS: readonly Dialect[] = ['cloudformation', 'terraform', 'sdk', 'cdk'];

/** A reader one step deeper. */
export function at(reader: Reader, ...steps: readonly (string | number)[]): Reader {
  return { ...reader, path: [...reader.path, ...steps] };
}

export function complain(reader: Reader, message: string): void {
  reader.complaints.push({ path: reader.path, message });
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string or a list of strings, as a list. */
export function strings(value: unknown, reader: Reader): readonly string[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  if (list.some((item) => typeof item !== 'string')) complain(reader, 'expected a text or a list of texts');
  return list.filter((item) => typeof item === 'string');
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown, reader: Reader): string {
  if (typeof value === 'string' && value !== '') return value;
  complain(reader, 'expected a text');
  return '';
}

export function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A path through a body; undefined, with a complaint, where it can't be read. */
export function readPath(written: string, reader: Reader): readonly Segment[] | undefined {
  const path = parsePath(written);
  if (!path) complain(reader, `"${written}" is not a path`);
  return path;
}
