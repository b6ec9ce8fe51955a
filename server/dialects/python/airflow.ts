// Airflow's operators for Amazon SageMaker: each takes, as `config`, what the API's call of the same name takes.
import { entryOf, type ConfigValue, type ObjectValue } from '../../core/value';
import { argumentsValue } from './literals';
import type { Kind, Module } from './module';
import type { Node } from './syntax';

type OperatorKind = Extract<Kind, { family: 'operator' }>;

/** Operators by name, with the call that `config` is for. Source: https://airflow.apache.org/docs/apache-airflow-providers-amazon/stable/operators/sagemaker/index.html */
const OPERATORS: Readonly<Record<string, string>> = {
  SageMakerProcessingOperator: 'sagemaker:CreateProcessingJob',
  SageMakerTrainingOperator: 'sagemaker:CreateTrainingJob',
  SageMakerTransformOperator: 'sagemaker:CreateTransformJob',
  SageMakerTuningOperator: 'sagemaker:CreateHyperParameterTuningJob',
  SageMakerModelOperator: 'sagemaker:CreateModel',
  SageMakerEndpointConfigOperator: 'sagemaker:CreateEndpointConfig',
};

/** The kind of an operator's constructor, by its import path; undefined for other paths. */
export function classifyAirflow(path: string): OperatorKind | undefined {
  const [, name = ''] = /^airflow\.providers\.amazon\.aws\.operators\.sagemaker\w*\.(\w+)$/.exec(path) ?? [];
  const type = OPERATORS[name];
  return type === undefined ? undefined : { family: 'operator', type };
}

/** The arguments that lead to what the call takes: `config`, or `config` and `Transform` where a model is made as well. */
export function configPath(module: Module, call: Node, kind: OperatorKind): readonly string[] {
  const config = configOf(module, call);
  const both =
    kind.type === 'sagemaker:CreateTransformJob' && config?.kind === 'object' && entryOf(config, 'Transform');
  return both ? ['config', 'Transform'] : ['config'];
}

function configOf(module: Module, call: Node): ConfigValue | undefined {
  return entryOf(argumentsValue(module, call), 'config')?.value;
}

/** What the call takes, headed by the operator's name; open where it is not written as a dict. */
export function operatorBody(module: Module, call: Node, kind: OperatorKind): ObjectValue {
  const given = argumentsValue(module, call);
  let value: ObjectValue = given;
  for (const name of configPath(module, call, kind)) {
    const inner: ConfigValue | undefined = entryOf(value, name)?.value;
    if (inner?.kind !== 'object') return { ...given, entries: [], open: true };
    value = { ...inner, head: given.head };
  }
  return value;
}
