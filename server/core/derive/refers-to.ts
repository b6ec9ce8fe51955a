// Whether what a fact names is of a certain type: a queue and no stream, by the resource of the unit or by the service in an ARN.
import type { Sighting, Subject } from '../facts';
import { HOLE } from '../json-text';
import { decide, renderText } from '../path';
import type { ConfigValue } from '../value';
import type { Derive } from '../kind';
import type { Derivation } from './index';
import { textsOf } from './key-grants';

const SERVICE = /^arn:[^:]*:([^:]+):/;

/** `from: [fact]`, options `types` (one or a list) and `service`, as ARNs have it: true or false where that can be told; else what the fact says stays unknown. */
export const refersTo: Derivation = ({ subject, inputs: [named = []], options }) =>
  named.map((sighting) => {
    const is = isNamed(decide(sighting.value, subject.choose), options, subject);
    return is === undefined
      ? hidden(sighting)
      : { ...sighting, value: { kind: 'scalar', span: sighting.at, value: is } };
  });

function isNamed(value: ConfigValue | undefined, options: Derive['options'], { index }: Subject): boolean | undefined {
  if (value?.kind === 'ref') {
    const type = index.byId(value.target)?.type;
    return type === undefined ? undefined : textsOf(options.types).includes(type);
  }
  const service = SERVICE.exec((value && renderText(value)) ?? '')?.[1];
  return service === undefined || service.includes(HOLE) ? undefined : service === options.service;
}

function hidden(sighting: Sighting): Sighting {
  const reason = 'what is named here can not be seen';
  return sighting.value === undefined
    ? sighting
    : { ...sighting, value: { kind: 'unknown', span: sighting.at, reason } };
}
