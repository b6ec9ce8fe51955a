// Takes the ledger's names apart: the type that has a property, and the path of the property as kind files write it.

/** Where a dialect keeps a property. */
export interface Place {
  readonly type: string;
  readonly path: string;
}

/** `AWS::RDS::DBInstance.KmsKeyId`, `aws_db_instance.kms_key_id`: the type, a dot, the path. */
export function firstDot(name: string): Place {
  const dot = name.indexOf('.');
  return dot < 0 ? { type: name, path: '' } : { type: name.slice(0, dot), path: name.slice(dot + 1) };
}

/** `rds.CreateDBInstance.KmsKeyId`; the ledger calls services by their packages, kind files by their names in botocore. Nothing for an operation that is itself the switch. */
export function sdkPlace(name: string, services: Readonly<Record<string, string>>): readonly Place[] {
  const [service = '', operation = '', ...path] = name.split('.');
  if (path.length === 0 || path[0] === '(operation)' || path.some((step) => step.includes('{}'))) return [];
  return [{ type: `${services[service] ?? service}:${operation}`, path: path.join('.') }];
}

/** `aws-rds.DatabaseInstanceProps.storageEncryptionKey`: the properties are those of a construct of almost the same name. */
export function cdkPlace(name: string): readonly Place[] {
  const [library = '', properties = '', ...path] = name.split('.');
  if (path.length === 0) return [];
  return [{ type: `${library}.${properties.replace(/(New|Base|Common)?(Props|Options)$/, '')}`, path: path.join('.') }];
}

/** Each text once, in the order in which they come. */
export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
