// What AWS services are called: by botocore, whose names this project uses, and by the packages of the SDK for JavaScript.

/** SDK v3 package suffixes that differ from the service's name in botocore. */
export const V3_NAMES: Readonly<Record<string, string>> = {
  'api-gateway': 'apigateway',
  'app-mesh': 'appmesh',
  'application-auto-scaling': 'application-autoscaling',
  'application-discovery-service': 'discovery',
  'auto-scaling': 'autoscaling',
  'cloudhsm-v2': 'cloudhsmv2',
  'cloudsearch-domain': 'cloudsearchdomain',
  'cloudwatch-events': 'events',
  'cloudwatch-logs': 'logs',
  'cognito-identity-provider': 'cognito-idp',
  'config-service': 'config',
  'cost-and-usage-report-service': 'cur',
  'cost-explorer': 'ce',
  'data-pipeline': 'datapipeline',
  'database-migration-service': 'dms',
  'device-farm': 'devicefarm',
  'direct-connect': 'directconnect',
  'directory-service': 'ds',
  'directory-service-data': 'ds-data',
  'dynamodb-streams': 'dynamodbstreams',
  'elastic-beanstalk': 'elasticbeanstalk',
  'elastic-load-balancing': 'elb',
  'elastic-load-balancing-v2': 'elbv2',
  'elastic-transcoder': 'elastictranscoder',
  'elasticsearch-service': 'es',
  eventbridge: 'events',
  'global-accelerator': 'globalaccelerator',
  'iot-data-plane': 'iot-data',
  'iot-events': 'iotevents',
  'iot-events-data': 'iotevents-data',
  'iot-jobs-data-plane': 'iot-jobs-data',
  'iot-wireless': 'iotwireless',
  'kinesis-analytics': 'kinesisanalytics',
  'kinesis-analytics-v2': 'kinesisanalyticsv2',
  'kinesis-video': 'kinesisvideo',
  'lex-model-building-service': 'lex-models',
  'lex-models-v2': 'lexv2-models',
  'lex-runtime-service': 'lex-runtime',
  'lex-runtime-v2': 'lexv2-runtime',
  'machine-learning': 'machinelearning',
  'marketplace-commerce-analytics': 'marketplacecommerceanalytics',
  'marketplace-entitlement-service': 'marketplace-entitlement',
  'marketplace-metering': 'meteringmarketplace',
  'migration-hub': 'mgh',
  'pinpoint-sms-voice': 'sms-voice',
  'resource-groups-tagging-api': 'resourcegroupstaggingapi',
  'route-53': 'route53',
  'route-53-domains': 'route53domains',
  's3-control': 's3control',
  'secrets-manager': 'secretsmanager',
  serverlessapplicationrepository: 'serverlessrepo',
  'service-catalog': 'servicecatalog',
  'service-catalog-appregistry': 'servicecatalog-appregistry',
  sfn: 'stepfunctions',
  simpledb: 'sdb',
  'storage-gateway': 'storagegateway',
};

/** Services that older lists of the SDK write without the hyphen. */
const SQUEEZED = new Set(['acm-pca', 'backup-gateway', 'devops-guru', 'emr-containers']);

const PACKAGES = new Map(Object.entries(V3_NAMES).map(([name, service]) => [service, name]));

/** The name of a service as the SDK's packages and the ledger of AWS's schemas write it: `logs` is `cloudwatch-logs`. */
export function packageNameOf(service: string): string {
  return SQUEEZED.has(service) ? service.replace('-', '') : (PACKAGES.get(service) ?? service);
}

/** Botocore's names by the SDK's package names without hyphens, with and without "service" at the end. */
const SQUEEZED_NAMES = new Map(
  Object.entries(V3_NAMES).flatMap(([name, service]) => {
    const squeezed = name.replaceAll('-', '');
    return [squeezed, squeezed.replace(/service$/, '')].map((key) => [key, service] as const);
  }),
);

/** Botocore's name of a service that Step Functions writes without hyphens: `cloudwatchlogs` is `logs`, `sfn` is `stepfunctions`. */
export function serviceOfSqueezed(name: string): string {
  return SQUEEZED_NAMES.get(name) ?? name;
}
