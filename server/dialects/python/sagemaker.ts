// The SageMaker Python SDK (versions 2 and 3): its classes, what they are at bottom, and the names of positional arguments.
import type { Kind } from './module';

/** Classes by what they are at bottom: rules are written for the base. */
const FAMILIES: Readonly<Record<string, string>> = {
  Estimator:
    'EstimatorBase Framework PyTorch TensorFlow HuggingFace XGBoost SKLearn MXNet Chainer RLEstimator AlgorithmEstimator JumpStartEstimator ' +
    'AmazonAlgorithmEstimatorBase FactorizationMachines IPInsights KMeans KNN LDA LinearLearner NTM Object2Vec PCA RandomCutForest',
  Processor:
    'ScriptProcessor FrameworkProcessor SKLearnProcessor PySparkProcessor SparkJarProcessor PyTorchProcessor TensorFlowProcessor HuggingFaceProcessor ' +
    'MXNetProcessor XGBoostProcessor SageMakerClarifyProcessor DataWranglerProcessor CheckJobConfig',
  Model:
    'FrameworkModel ModelPackage MultiDataModel PipelineModel FactorizationMachinesModel IPInsightsModel KMeansModel KNNModel LDAModel LinearLearnerModel ' +
    'NTMModel Object2VecModel PCAModel RandomCutForestModel ChainerModel DJLModel HuggingFaceModel JumpStartModel MXNetModel PyTorchModel ' +
    'SKLearnModel SparkMLModel TensorFlowModel XGBoostModel',
  ModelMonitor:
    'DefaultModelMonitor ModelQualityMonitor ModelBiasMonitor ModelExplainabilityMonitor ClarifyModelMonitor',
  Predictor:
    'RealTimePredictor AsyncPredictor HuggingFacePredictor PyTorchPredictor TensorFlowPredictor SKLearnPredictor XGBoostPredictor',
  Session: 'LocalSession PipelineSession LocalPipelineSession',
};

const BASES = new Map(
  Object.entries(FAMILIES).flatMap(([base, names]) => names.split(' ').map((name) => [name, base] as const)),
);

/** The class by which rules know a class of the SDK: `Estimator` for `PyTorch`; the name itself where it is none's kin. */
export function baseClass(name: string): string {
  return BASES.get(name) ?? name;
}

const JOB =
  'role instance_count instance_type volume_size_in_gb volume_kms_key output_kms_key max_runtime_in_seconds base_job_name sagemaker_session env tags network_config';
const FRAMEWORK_JOB = `framework_version role instance_count instance_type py_version image_uri command ${JOB.slice(JOB.indexOf('volume_size_in_gb'))}`;
const SPARK =
  'role instance_type instance_count framework_version py_version container_version image_uri volume_size_in_gb volume_kms_key output_kms_key';
const DEPLOY = 'initial_instance_count instance_type serializer deserializer accelerator_type endpoint_name';

/** Positional arguments, from the signatures of sagemaker 2.257. */
const POSITIONS: Readonly<Record<string, string>> = {
  Estimator:
    'image_uri role instance_count instance_type keep_alive_period_in_seconds volume_size volume_kms_key max_run input_mode output_path output_kms_key',
  PyTorch: 'entry_point framework_version py_version source_dir hyperparameters image_uri distribution',
  TensorFlow: 'py_version framework_version model_dir image_uri distribution',
  HuggingFace:
    'py_version entry_point transformers_version tensorflow_version pytorch_version source_dir hyperparameters image_uri',
  XGBoost: 'entry_point framework_version source_dir hyperparameters py_version image_uri',
  SKLearn: 'entry_point framework_version py_version source_dir hyperparameters image_uri',
  MXNet: 'entry_point framework_version py_version source_dir hyperparameters image_uri distribution',
  RLEstimator: 'entry_point toolkit toolkit_version framework source_dir hyperparameters image_uri metric_definitions',
  AlgorithmEstimator:
    'algorithm_arn role instance_count instance_type volume_size volume_kms_key max_run input_mode output_path output_kms_key',
  JumpStartEstimator: 'model_id model_version',
  KMeans: 'role instance_count instance_type',
  LinearLearner: 'role instance_count instance_type',
  PCA: 'role instance_count instance_type',
  Processor: `role image_uri instance_count instance_type entrypoint ${JOB.slice(JOB.indexOf('volume_size_in_gb'))}`,
  ScriptProcessor: `role image_uri command instance_count instance_type ${JOB.slice(JOB.indexOf('volume_size_in_gb'))}`,
  FrameworkProcessor:
    'estimator_cls framework_version role instance_count instance_type py_version image_uri command volume_size_in_gb',
  SKLearnProcessor: `framework_version role instance_count instance_type command ${JOB.slice(JOB.indexOf('volume_size_in_gb'))}`,
  PySparkProcessor: SPARK,
  SparkJarProcessor: SPARK,
  PyTorchProcessor: FRAMEWORK_JOB,
  TensorFlowProcessor: FRAMEWORK_JOB,
  XGBoostProcessor: FRAMEWORK_JOB,
  SageMakerClarifyProcessor: JOB,
  CheckJobConfig: JOB,
  DefaultModelMonitor: JOB,
  ModelQualityMonitor: JOB,
  ModelBiasMonitor: JOB,
  ModelExplainabilityMonitor: JOB,
  ModelMonitor: `role image_uri instance_count instance_type entrypoint ${JOB.slice(JOB.indexOf('volume_size_in_gb'))}`,
  Transformer:
    'model_name instance_count instance_type strategy assemble_with output_path output_kms_key accept max_concurrent_transforms',
  Model:
    'image_uri model_data role predictor_cls env name vpc_config sagemaker_session enable_network_isolation model_kms_key',
  PyTorchModel: 'model_data role entry_point framework_version py_version image_uri',
  TensorFlowModel: 'model_data role entry_point image_uri framework_version',
  HuggingFaceModel: 'role model_data entry_point transformers_version',
  XGBoostModel: 'model_data role entry_point framework_version image_uri py_version',
  SKLearnModel: 'model_data role entry_point framework_version py_version image_uri',
  MXNetModel: 'model_data role entry_point framework_version',
  MultiDataModel: 'name model_data_prefix model image_uri role sagemaker_session',
  PipelineModel: 'models role predictor_cls name vpc_config',
  HyperparameterTuner:
    'estimator objective_metric_name hyperparameter_ranges metric_definitions strategy objective_type max_jobs max_parallel_jobs',
  FeatureGroup: 'name sagemaker_session feature_definitions',
  DataCaptureConfig: 'enable_capture sampling_percentage destination_s3_uri kms_key_id capture_options',
  AsyncInferenceConfig: 'output_path max_concurrent_invocations_per_instance kms_key_id',
  BatchDataCaptureConfig: 'destination_s3_uri kms_key_id generate_inference_id',
  TrainingInput: 's3_data distribution compression content_type',
  NetworkConfig: 'enable_network_isolation security_group_ids subnets encrypt_inter_container_traffic',
  AutoML:
    'role target_attribute_name output_kms_key output_path base_job_name compression_type sagemaker_session volume_kms_key encrypt_inter_container_traffic',
  AutoMLV2:
    'problem_config base_job_name output_path job_objective validation_fraction auto_generate_endpoint_name endpoint_name output_kms_key role volume_kms_key',
  OnlineStoreSecurityConfig: 'kms_key_id',
  S3StorageConfig: 's3_uri kms_key_id',
  'Session.upload_data': 'path bucket key_prefix callback extra_args',
  'Session.upload_string_as_file_body': 'body bucket key kms_key',
  'FeatureGroup.create':
    's3_uri record_identifier_name event_time_feature_name role_arn online_store_kms_key_id enable_online_store ttl_duration offline_store_kms_key_id',
  'Model.deploy': `${DEPLOY} tags kms_key wait data_capture_config async_inference_config serverless_inference_config`,
  'Estimator.deploy': `${DEPLOY} use_compiled_model wait model_name kms_key data_capture_config tags`,
  'HyperparameterTuner.deploy': `${DEPLOY} wait model_name kms_key data_capture_config`,
  'Model.transformer': 'instance_count instance_type strategy assemble_with output_path output_kms_key',
  'Estimator.fit': 'inputs wait logs job_name experiment_config',
  'Estimator.transformer': 'instance_count instance_type strategy assemble_with output_path output_kms_key',
  'HyperparameterTuner.fit': 'inputs job_name',
  'S3Uploader.upload': 'local_path desired_s3_uri kms_key sagemaker_session',
  'S3Uploader.upload_string_as_file_body': 'body desired_s3_uri kms_key sagemaker_session',
  'S3Uploader.upload_bytes': 'b s3_uri kms_key sagemaker_session',
  'S3Downloader.download': 's3_uri local_path kms_key sagemaker_session',
  'Predictor.update_endpoint': 'initial_instance_count instance_type accelerator_type model_name tags kms_key',
  'Transformer.transform': 'data data_type content_type',
};

/** What constructors take where nothing is given, where their kin have no such defaults. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  // https://sagemaker.readthedocs.io/en/stable/workflows/pipelines/sagemaker.workflow.pipelines.html
  CheckJobConfig: { instance_count: 1, instance_type: 'ml.m5.xlarge' },
};

/** Arguments of a class that have defaults of their own, with what they are. */
export function defaultsOf(name: string): readonly (readonly [string, string | number])[] {
  return Object.entries(DEFAULTS[name] ?? {});
}

/** Names of the positional arguments of a class, or of a method written `Estimator.deploy`. */
export function positionsOf(name: string): readonly string[] {
  return POSITIONS[name]?.split(' ') ?? [];
}

/** What methods give back that is again of a class here. */
const RESULTS: Readonly<Record<string, string>> = {
  transformer: 'Transformer',
  create_model: 'Model',
  deploy: 'Predictor',
  best_estimator: 'Estimator',
};

/** The class of a method's result, or undefined. */
export function resultClass(method: string): string | undefined {
  return RESULTS[method];
}

/** Classes that only hold settings: as an argument they count as the object of their own arguments. */
export function isConfigClass(name: string): boolean {
  return /(?:Config|Input|Output|Definition|Compute|Networking|InputData|SourceCode|ProcessingInput|Params)$/.test(
    name,
  );
}

/** What a call of something below `sagemaker` is: a constructor, a method of a class, or neither. */
export function classifySagemaker(path: string): Kind | undefined {
  const parts = path.split('.');
  if (!/^sagemaker(?:_core)?$/.test(parts[0] ?? '')) return undefined;
  const last = parts[parts.length - 1] ?? '';
  const before = parts[parts.length - 2] ?? '';
  if (/^[A-Z]/.test(last)) return sagemakerKind(last, '');
  return /^[A-Z]/.test(before) ? sagemakerKind(before, last) : undefined;
}

/** A constructor's kind (`method` empty) or a method's. */
export function sagemakerKind(name: string, method: string): Kind {
  const base = baseClass(name);
  return { family: 'sagemaker', type: `sagemaker-sdk:${base}${method ? `.${method}` : ''}`, base, name, method };
}
