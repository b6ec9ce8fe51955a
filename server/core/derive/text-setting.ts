// Finds a setting in a document that is written as YAML text, line by line: no YAML reader is at hand here, and settings take one line each.
import type { Sighting } from '../facts';
import { HOLE } from '../json-text';
import { renderText } from '../path';
import type { Scalar } from '../value';
import type { Derivation } from './index';

/** `from: [setting, document]`, option `name`: the setting as it was found, else the line `name: value` of the document's text, at the document's place. */
export const textSetting: Derivation = ({ inputs, options, nothing }) => {
  const [found = [], documents = []] = inputs;
  const known = found.filter((sighting) => sighting.value !== undefined && sighting.value.kind !== 'unknown');
  if (known.length > 0) return known;
  const line = new RegExp(`^\\s*["']?${String(options.name)}["']?\\s*:(.*)$`, 'm');
  const inText = documents.flatMap((document) => fromText(document, line));
  return inText.length > 0 ? inText : found.length > 0 ? found : [nothing];
};

function fromText(document: Sighting, line: RegExp): readonly Sighting[] {
  const text = document.value && renderText(document.value);
  if (text === undefined) return [];
  const match = line.exec(text.slice(0, 200_000));
  if (!match) return [{ ...document, value: undefined }];
  const written = (match[1] ?? '').replace(/\s#.*$/, '').trim();
  const span = document.at;
  if (written.includes(HOLE))
    return [{ ...document, value: { kind: 'unknown', span, reason: 'it is filled in later' } }];
  return [{ ...document, value: { kind: 'scalar', span, value: scalarOf(written) } }];
}

function scalarOf(written: string): Scalar {
  if (/^(true|false)$/i.test(written)) return written.toLowerCase() === 'true';
  return written.replace(/^(["'])(.*)\1$/, '$2');
}
