// Whether a written address leaves the machine in plaintext, or stays on it: `http://` to a public host against `http://localhost:4566`.
import type { Sighting } from '../facts';
import { HOLE } from '../json-text';
import { renderText } from '../path';
import type { ConfigValue } from '../value';
import type { Derivation } from './index';

/** What stands before the path of an address; the scheme is empty for a bare `host:port`. */
interface Address {
  readonly scheme: string;
  readonly host: string;
}

const ADDRESS = /^\s*(?:([a-z][a-z0-9+.-]*):\/\/|\/\/)?(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i;

/**
 * `from: [addresses]`, options `schemes`: true where a text starts with one of the schemes and its host is surely another machine; false for any
 * other known text; unknown where the host is not known.
 */
export const plaintextUrl: Derivation = ({ inputs, options }) => {
  const schemes = Array.isArray(options.schemes) ? options.schemes : [String(options.schemes)];
  return inputs.flat().map((sighting) => {
    if (!sighting.value) return sighting;
    const text = renderText(sighting.value);
    if (text === undefined) return sighting.value.kind === 'unknown' ? sighting : answer(sighting, false);
    const address = addressOf(text);
    if (address.scheme.includes(HOLE) || text.startsWith(HOLE)) return unknown(sighting);
    if (!schemes.includes(address.scheme)) return answer(sighting, false);
    const remote = isRemote(address.host);
    return remote === undefined ? unknown(sighting) : answer(sighting, remote);
  });
};

/** `from: [addresses]`: true where one of them surely is this machine, or one beside it in the same network. Never unknown. */
export const localAddress: Derivation = ({ inputs, nothing }) => {
  const found = inputs.flat().find(({ value }) => value && isLocalText(renderText(value)));
  return [{ ...(found ?? nothing), value: { kind: 'scalar', span: nothing.at, value: found !== undefined } }];
};

function isLocalText(text: string | undefined): boolean {
  return text !== undefined && text !== '' && isRemote(addressOf(text).host) === false;
}

function addressOf(text: string): Address {
  const match = ADDRESS.exec(text.replace(/^jdbc:/, ''));
  return { scheme: (match?.[1] ?? '').toLowerCase(), host: (match?.[2] ?? '').toLowerCase() };
}

/** Names that end so, and addresses that start so, never leave the machine or its network. */
const LOCAL_NAMES =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|test|invalid|example|svc|docker)$/;
const LOCAL_ADDRESSES =
  /^(?:0\.0\.0\.0|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[(?:::1?|f[cde][0-9a-f]{2}:.*)\]$)/;

/** True for a host on another machine, false for this one and for private networks, undefined where it is not known. */
function isRemote(host: string): boolean | undefined {
  if (host.includes(HOLE)) return isKnownDomain(host) ? true : undefined;
  // A placeholder of a template that the code fills in later.
  if (/[{}<>%$\s]/.test(host)) return undefined;
  if (LOCAL_ADDRESSES.test(host) || LOCAL_NAMES.test(host)) return false;
  // A name without a dot is a container or a machine beside this one.
  return host.includes('.') || host.includes(':');
}

/** `{bucket}.s3.amazonaws.com`: the end of the name tells that it is public. */
function isKnownDomain(host: string): boolean {
  return /\.(?:amazonaws\.com(?:\.cn)?|cloudfront\.net|on\.aws|awsapps\.com)$/.test(host);
}

function answer(sighting: Sighting, value: boolean): Sighting {
  const from = sighting.value;
  const written: ConfigValue = { kind: 'scalar', span: sighting.at, value };
  return { ...sighting, value: from?.trace ? { ...written, trace: from.trace } : written };
}

function unknown(sighting: Sighting): Sighting {
  return { ...sighting, value: { kind: 'unknown', span: sighting.at, reason: 'the host is not known here' } };
}
