// The name of the AWS service that a kind belongs to, as AWS spells it in its resource types.
import type { KindIndex } from '../kind-index';

const names = new WeakMap<KindIndex, ReadonlyMap<string, string>>();

/** `SageMaker` for `sagemaker.endpoint`; kinds that are no service of AWS are named by their folder: `Terraform modules`. */
export function serviceOf(kindId: string, kinds: KindIndex): string {
  let known = names.get(kinds);
  if (!known) {
    known = collect(kinds);
    names.set(kinds, known);
  }
  const folder = folderOf(kindId);
  return known.get(folder) ?? capitalised(folder.replaceAll('-', ' '));
}

/** The service that most kinds of a folder name: DynamoDB's folder holds a type of DAX too. */
function collect(kinds: KindIndex): ReadonlyMap<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const { id, bind } of kinds.kinds) {
    const own = votes.get(folderOf(id)) ?? new Map<string, number>();
    votes.set(folderOf(id), own);
    for (const type of bind.cloudformation) {
      const service = type.split('::')[1];
      if (service !== undefined) own.set(service, (own.get(service) ?? 0) + 1);
    }
  }
  return new Map(
    [...votes].flatMap(([folder, own]) =>
      [...own]
        .sort(([, a], [, b]) => b - a)
        .slice(0, 1)
        .map(([service]) => [folder, service]),
    ),
  );
}

function folderOf(kindId: string): string {
  return kindId.split('.')[0] ?? kindId;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
