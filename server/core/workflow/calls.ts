// The calls that workflows make, as resources of the SDK's dialect: tasks of Step Functions, steps of SageMaker pipelines.
import { renderText } from '../path';
import type { Resource } from '../resource';
import { serviceOfSqueezed } from '../sdk-services';
import type { Span } from '../text';
import { entryOf, type ConfigValue, type Entry, type ObjectValue } from '../value';
import { fixedPart, pascal, pipelineFilledIn, statesFilledIn, type FilledIn } from './parameters';

/** What the calls of a workflow have from the resource or the file that holds its definition. */
export type Holder = Pick<Resource, 'id' | 'source' | 'language' | 'exists' | 'via'>;

/** A workflow nests its branches and loops; nobody nests them deeper, and nobody writes more calls. */
const MAX_DEPTH = 20;
const MAX_CALLS = 2000;

/**
 * The calls to AWS services in a state machine in the Amazon States Language. `substitutions` are the `DefinitionSubstitutions` of
 * CloudFormation. What is taken from the input of a state is not known.
 */
export function stateMachineCalls(
  definition: ObjectValue,
  holder: Holder,
  substitutions?: ObjectValue,
): readonly Resource[] {
  const filledIn = statesFilledIn(substitutions);
  return statesOf(definition, 0).flatMap((state) => taskCall(state, holder, filledIn) ?? []);
}

function statesOf(machine: ConfigValue | undefined, depth: number): readonly Entry[] {
  if (machine?.kind !== 'object' || depth > MAX_DEPTH) return [];
  const states = entryOf(machine, 'States')?.value;
  if (states?.kind !== 'object') return [];
  return states.entries.flatMap((state) => [state, ...innerStates(state.value, depth + 1)]).slice(0, MAX_CALLS);
}

/** The states in the branches of a `Parallel` state, and in the processor of a `Map` state. */
function innerStates(state: ConfigValue, depth: number): readonly Entry[] {
  if (state.kind !== 'object') return [];
  const branches = entryOf(state, 'Branches')?.value;
  const processor = entryOf(state, 'ItemProcessor')?.value ?? entryOf(state, 'Iterator')?.value;
  const machines = [...(branches?.kind === 'list' ? branches.items : []), ...(processor ? [processor] : [])];
  return machines.flatMap((machine) => statesOf(machine, depth));
}

/** `arn:aws:states:::aws-sdk:s3:putObject`, `arn:aws:states:::sagemaker:createTrainingJob.sync`; anything may stand for the partition. */
const INTEGRATION = /:states:[^:]*:[^:]*:(?!activity:)(aws-sdk:)?([\w-]+):([A-Za-z]\w*)(?:[.:]|$)/;

function taskCall(state: Entry, holder: Holder, filledIn: FilledIn): Resource | undefined {
  if (state.value.kind !== 'object') return undefined;
  const resource = entryOf(state.value, 'Resource')?.value;
  const [, sdk, service, action] = INTEGRATION.exec((resource && renderText(resource)) ?? '') ?? [];
  if (!resource || service === undefined || action === undefined) return undefined;
  const parameters = entryOf(state.value, 'Parameters')?.value ?? entryOf(state.value, 'Arguments')?.value;
  const type = sdk === undefined ? optimizedCall(service, action) : `${serviceOfSqueezed(service)}:${pascal(action)}`;
  return callOf(holder, state.key, spanOf(state), type, parametersBody(parameters, resource.span, filledIn));
}

/**
 * Optimised integrations are named as their APIs are, but for Amazon EMR's: `createCluster` has the request syntax of `runJobFlow`.
 * Sources: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html and .../connect-emr.html
 */
function optimizedCall(service: string, action: string): string {
  if (service === 'elasticmapreduce') return action === 'createCluster' ? 'emr:RunJobFlow' : `emr:${pascal(action)}`;
  return `${service}:${pascal(action)}`;
}

/**
 * What the steps of a pipeline call; each takes the arguments of that call: the two checks those of a processing job, an EMR step those of
 * the cluster that it makes. Other steps call nothing that stores. Sources: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html, the schema that
 * https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-overview.html names, and `arguments` of each step in the SageMaker Python SDK
 */
const STEPS: Readonly<Record<string, string>> = {
  Training: 'sagemaker:CreateTrainingJob',
  Processing: 'sagemaker:CreateProcessingJob',
  QualityCheck: 'sagemaker:CreateProcessingJob',
  ClarifyCheck: 'sagemaker:CreateProcessingJob',
  Transform: 'sagemaker:CreateTransformJob',
  Tuning: 'sagemaker:CreateHyperParameterTuningJob',
  AutoML: 'sagemaker:CreateAutoMLJob',
  Model: 'sagemaker:CreateModel',
  RegisterModel: 'sagemaker:CreateModelPackage',
  EndpointConfig: 'sagemaker:CreateEndpointConfig',
  EMR: 'emr:RunJobFlow',
};

/** The jobs in the definition of a SageMaker pipeline. What hangs on parameters of the pipeline or on other steps is not known. */
export function pipelineCalls(definition: ObjectValue, holder: Holder): readonly Resource[] {
  return stepsIn(entryOf(definition, 'Steps')?.value, holder, 0).slice(0, MAX_CALLS);
}

function stepsIn(steps: ConfigValue | undefined, holder: Holder, depth: number): readonly Resource[] {
  if (steps?.kind !== 'list' || depth > MAX_DEPTH) return [];
  return steps.items.flatMap((step, i) => {
    if (step.kind !== 'object') return [];
    const type = entryOf(step, 'Type')?.value;
    const called = type?.kind === 'scalar' ? STEPS[String(type.value)] : undefined;
    const written = entryOf(step, 'Arguments')?.value;
    const passed = called === STEPS.EMR ? clusterOf(written) : written;
    if (!type || called === undefined) return conditionalSteps(written, holder, depth);
    if (called === STEPS.EMR && !passed) return [];
    const name = entryOf(step, 'Name')?.value;
    const id = name?.kind === 'scalar' ? String(name.value) : String(i + 1);
    return [callOf(holder, id, step.span, called, parametersBody(passed, type.span, pipelineFilledIn))];
  });
}

/** The cluster that an EMR step makes for itself; undefined where it runs on one that is there. */
function clusterOf(passed: ConfigValue | undefined): ConfigValue | undefined {
  return passed?.kind === 'object' ? entryOf(passed, 'ClusterConfig')?.value : undefined;
}

function conditionalSteps(passed: ConfigValue | undefined, holder: Holder, depth: number): readonly Resource[] {
  if (passed?.kind !== 'object') return [];
  return ['IfSteps', 'ElseSteps'].flatMap((key) => stepsIn(entryOf(passed, key)?.value, holder, depth + 1));
}

function spanOf({ keySpan, value }: Entry): Span {
  return { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) };
}

/** What a call gets. Without parameters it is the input of the state, which nobody knows. */
export function parametersBody(parameters: ConfigValue | undefined, head: Span, filledIn: FilledIn): ObjectValue {
  const fixed = parameters && fixedPart(parameters, filledIn);
  if (fixed?.kind === 'object') return { ...fixed, head };
  return { kind: 'object', span: head, head, entries: [], open: true };
}

/** A call that a workflow makes under this name, as a resource. */
export function callOf(holder: Holder, name: string, span: Span, type: string, body: ObjectValue): Resource {
  const { id, source, language, exists, via } = holder;
  return {
    dialect: 'sdk',
    type,
    id: `${id}/${name}`,
    address: `${type} (${name})`,
    source,
    language,
    span,
    head: body.head,
    body,
    loose: true, // Step Functions writes parameters in PascalCase, whatever the API does
    exists,
    ...(via ? { via } : {}),
  };
}
