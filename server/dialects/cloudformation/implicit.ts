// The APIs that SAM makes by itself for the events of functions; what they are like stands in `Globals` alone.
// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function-implicit-api.html
import type { Resource } from '../../core/resource';
import { globalsOf, withGlobals } from './globals';
import { childOf, stringOf, type Member, type RawNode } from './raw';
import { spanOf, type Scope } from './scope';
import { serviceResources } from './serverless-functions';

/** By the type of an event: the API that serves it, and the property that would name another one. */
const APIS = [
  { event: 'Api', type: 'AWS::Serverless::Api', id: 'ServerlessRestApi', named: 'RestApiId' },
  { event: 'HttpApi', type: 'AWS::Serverless::HttpApi', id: 'ServerlessHttpApi', named: 'ApiId' },
] as const;

type Api = (typeof APIS)[number];

/** What SAM and the Serverless Framework make of other parts of the file than its resources. */
export function madeByFrameworks(scope: Scope): readonly Resource[] {
  return [...implicitApis(scope), ...serviceResources(scope)];
}

/** One resource for each implicit API. It stands at the type of the first event that needs it. */
function implicitApis(scope: Scope): readonly Resource[] {
  const functions = (scope.template.sections.get('Resources') ?? []).filter(
    ({ value }) => stringOf(childOf(value, 'Type')) === 'AWS::Serverless::Function',
  );
  return APIS.flatMap((api) => {
    for (const member of functions) {
      const type = childOf(
        eventsOf(member).find((event) => needs(event, api)),
        'Type',
      );
      if (type) return [implicitApi(api, type, member, scope)];
    }
    return [];
  });
}

function eventsOf({ value }: Member): readonly RawNode[] {
  const events = childOf(childOf(value, 'Properties'), 'Events');
  return events?.kind === 'map' ? events.entries.map((entry) => entry.value) : [];
}

function needs(event: RawNode, { event: wanted, named }: Api): boolean {
  return stringOf(childOf(event, 'Type')) === wanted && !childOf(childOf(event, 'Properties'), named);
}

function implicitApi({ type, id }: Api, at: RawNode, member: Member, scope: Scope): Resource {
  const { template, stack } = scope;
  const span = spanOf(at, member.base);
  const empty = { kind: 'object', span, head: span, entries: [], open: false } as const;
  return {
    dialect: 'cloudformation',
    type,
    id: `${stack.prefix}${id}`,
    address: `${stack.prefix}${id}`,
    source: template.source.uri,
    language: template.language,
    // an empty span: nothing of the API can be written here
    span: { start: span.start, end: span.start },
    head: span,
    body: withGlobals(empty, type, globalsOf(template, scope), scope),
    exists: 'maybe',
    ...(stack.via.length > 0 ? { via: stack.via } : {}),
  };
}
