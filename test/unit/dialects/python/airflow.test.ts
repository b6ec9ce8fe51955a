// Airflow's operators: what they call, with what, and how that is changed.
import assert from 'node:assert/strict';
import { unmark } from '../../../support/examples';
import { allKinds } from '../../../support/kinds';
import { applyFix, assertMarked, findingsIn, fixesOf, memoryProject } from '../../../support/memory-project';

const IMPORT = 'from airflow.providers.amazon.aws.operators.sagemaker import ';
const KEYS = '"OutputDataConfig": {"KmsKeyId": key}, "ResourceConfig": {"VolumeKmsKeyId": key, "InstanceCount": 2}';

interface Case {
  readonly name: string;
  /** With `«»` around what is found. */
  readonly text: string;
  readonly rules: readonly string[];
  /** The text behind the first fix of the first finding. */
  readonly fixed?: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a training job',
    text: `${IMPORT}SageMakerTrainingOperator\n«SageMakerTrainingOperator»(task_id="train", config={${KEYS}})\n`,
    rules: ['sagemaker-training-traffic-unencrypted'],
    fixed: `${IMPORT}SageMakerTrainingOperator\nSageMakerTrainingOperator(task_id="train", config={${KEYS}, "EnableInterContainerTrafficEncryption": True})\n`,
  },
  {
    name: 'a dict in a variable',
    text: `${IMPORT}SageMakerTrainingOperator\nconfig = {${KEYS}, "EnableInterContainerTrafficEncryption": False}\nSageMakerTrainingOperator(task_id="train", config=«config»)\n`,
    rules: ['sagemaker-training-traffic-unencrypted'],
    fixed: `${IMPORT}SageMakerTrainingOperator\nconfig = {${KEYS}, "EnableInterContainerTrafficEncryption": True}\nSageMakerTrainingOperator(task_id="train", config=config)\n`,
  },
  {
    name: 'a model and a transform job',
    text: `${IMPORT}SageMakerTransformOperator\nSageMakerTransformOperator(task_id="t", config={"Model": {}, "Transform": {"TransformOutput": {"KmsKeyId": key}, «"TransformResources"»: {"InstanceType": "ml.m5.large"}}})\n`,
    rules: ['sagemaker-transform-volume-no-customer-key'],
  },
  {
    name: 'a config that is not written here',
    text: `${IMPORT}SageMakerTrainingOperator\nSageMakerTrainingOperator(task_id="train", config=load())\nSageMakerTrainingOperator(task_id="train", config={**load()})\n`,
    rules: [],
  },
];

describe('Airflow operators', () => {
  for (const { name, text, rules, fixed } of CASES) {
    it(name, () => {
      const { text: source, spans } = unmark(text);
      const project = memoryProject({ 'dag.py': source }, allKinds());
      const found = findingsIn(project, 'dag.py').filter(({ verdict }) => verdict === 'fail');
      assertMarked({ text: source, spans }, rules, found);
      const [first] = found;
      const [fix] = first && fixed !== undefined ? fixesOf(project, 'dag.py', first) : [];
      assert.equal(fix && applyFix(project, 'dag.py', fix), fixed);
    });
  }
});
