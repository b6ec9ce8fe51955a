// Constructs of CDK that make a state which calls any service: what they call, as resources of the SDK's dialect.
import type { Change, Resource } from '../resource';
import { serviceOfSqueezed } from '../sdk-services';
import { entryOf, type ConfigValue, type ObjectValue } from '../value';
import { callOf, parametersBody } from './calls';
import { inPascalCase, pascal } from './parameters';

/** They take `service`, `action` and `parameters`. Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_stepfunctions_tasks.CallAwsService.html */
const CALLERS = new Set([
  'aws-stepfunctions-tasks.CallAwsService',
  'aws-stepfunctions-tasks.CallAwsService.jsonPath',
  'aws-stepfunctions-tasks.CallAwsService.jsonata',
  'aws-stepfunctions-tasks.CallAwsServiceCrossRegion',
]);

/** Where such a construct has the parameters of the call. */
export const PARAMETERS = 'parameters';

/** The resources, and the calls that constructs among them make. */
export function withServiceCalls(resources: readonly Resource[]): readonly Resource[] {
  const calls = resources.flatMap((resource) => serviceCall(resource) ?? []);
  return calls.length > 0 ? [...resources, ...calls] : resources;
}

/** `new CallAwsService(this, 'Put', { service: 's3', action: 'putObject', parameters: {…} })` as the call of `s3:PutObject`. */
function serviceCall(resource: Resource): Resource | undefined {
  if (resource.dialect !== 'cdk' || !CALLERS.has(resource.type)) return undefined;
  const service = wordAt(resource.body, 'service');
  const action = wordAt(resource.body, 'action');
  if (service === undefined || action === undefined) return undefined;
  const type = `${serviceOfSqueezed(service)}:${pascal(action)}`;
  const body = parametersBody(givenParameters(resource.body), resource.head, whenItRuns);
  return callOf(resource, 'call', resource.span, type, body);
}

/** Without parameters the API gets none; where more may be set they may be among it. */
function givenParameters(body: ObjectValue): ConfigValue | undefined {
  const written = entryOf(body, PARAMETERS)?.value;
  return written ?? (body.open ? undefined : { ...body, entries: [] });
}

function wordAt(body: ObjectValue, key: string): string | undefined {
  const value = entryOf(body, key)?.value;
  return value?.kind === 'scalar' && /^[\w-]+$/.test(String(value.value)) ? String(value.value) : undefined;
}

/** `JsonPath.stringAt('$.x')` is taken from the state's input; in TypeScript it is read as text, in Python as an object of its arguments. */
function whenItRuns(value: ConfigValue): ConfigValue | undefined {
  const made = value.kind === 'object' ? entryOf(value, 'new')?.value : value;
  const isPath = made?.kind === 'scalar' && /^(?:JsonPath\.|\{%)/.test(String(made.value));
  return isPath ? { kind: 'unknown', span: value.span, reason: 'taken from the state’s input' } : undefined;
}

/** True for a call that a construct makes: its parameters stand inside of the construct's. */
export function isServiceCall({ dialect, loose }: Resource): boolean {
  return dialect === 'sdk' && loose === true;
}

/** A change to the call that a construct makes, in the names that a state machine takes; undefined where it can't be made there. */
export function changeInCall(change: Change): Change | undefined {
  const asked = inPascalCase(change);
  return asked?.kind === 'set' && asked.value.kind === 'ref' ? undefined : asked;
}
