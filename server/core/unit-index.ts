// Finds the resources of a unit by id, by type and by what they point at.
import type { Resource, Segment, Unit } from './resource';
import { nameKey } from './name-key';
import { countingFirstBranch, walk } from './path';
import { isDynamicReference, looseName, type ConfigValue, type RefValue } from './value';
import { exploreWorlds } from './world';

export interface UnitIndex {
  readonly unit: Unit;
  byId(id: string): Resource | undefined;
  byType(type: string): readonly Resource[];
  /** The text of a document, or what stands between two UTF-16 offsets, as far as it goes; empty where there is no such document. */
  textAt(uri: string, start?: number, end?: number): string;
  /** Resources of `type` whose `via` points at `target` or says one of its names (as `nameKey` has them), and whether one more may do so unseen. */
  pointingAt(target: Resource, type: string, via: readonly Segment[], names: () => readonly string[]): Pointing;
}

export interface Pointing {
  /** Each once, in their order. */
  readonly resources: readonly Resource[];
  /** How they do: several times where they hang on conditions. */
  readonly pointers: readonly Pointer[];
  readonly open: boolean;
}

/** One way in which a resource points at another. */
export interface Pointer {
  readonly resource: Resource;
  /** The instance of the other that it names; undefined where it names all of them, or none in particular. */
  readonly instance: RefValue['instance'];
  /** The branches of the resource's own conditions that lead there. */
  readonly within: ReadonlyMap<string, string>;
}

interface ViaIndex {
  readonly byTarget: ReadonlyMap<string, readonly Pointer[]>;
  readonly byName: ReadonlyMap<string, readonly Pointer[]>;
  readonly open: boolean;
}

/** Indexes a unit; each look-up by reference is built on first use. */
export function indexUnit(unit: Unit): UnitIndex {
  const byId = new Map(unit.resources.map((resource) => [resource.id, resource]));
  const byType = groupBy(unit.resources, (resource) => resource.type);
  const vias = new Map<readonly Segment[], ViaIndex>();
  /** By the path itself: each companion source of a kind has its own, and looks for one type only. */
  const viaIndex = (type: string, via: readonly Segment[]): ViaIndex => {
    const known = vias.get(via) ?? buildVia(byType.get(type) ?? [], via);
    vias.set(via, known);
    return known;
  };
  return {
    unit,
    byId: (id) => byId.get(id),
    byType: (type) => byType.get(type) ?? [],
    textAt: (uri, start, end) =>
      unit.documents.find(({ source }) => source.uri === uri)?.source.text.slice(start, end) ?? '',
    pointingAt: (target, type, via, names) => {
      const index = viaIndex(type, via);
      const byTarget = index.byTarget.get(target.id) ?? [];
      const byName = index.byName.size === 0 ? [] : names().flatMap((name) => index.byName.get(name) ?? []);
      const pointers = byName.length === 0 ? byTarget : [...byTarget, ...byName];
      return {
        resources: [...new Set(pointers.map(({ resource }) => resource))],
        pointers,
        open: index.open || unit.open === true,
      };
    },
  };
}

function buildVia(resources: readonly Resource[], via: readonly Segment[]): ViaIndex {
  const byTarget = new Map<string, Pointer[]>();
  const byName = new Map<string, Pointer[]>();
  let open = false;
  for (const resource of resources) {
    if (resource.exists === 'never') continue;
    for (const { value, within } of allValues(resource, via)) {
      const name = nameKey(value);
      if (value.kind === 'ref') push(byTarget, value.target, { resource, instance: value.instance, within });
      if (name !== undefined) push(byName, name, { resource, instance: undefined, within });
      open ||= mayNameAny(value);
    }
  }
  return { byTarget, byName, open };
}

/** Data sources of Terraform that give texts of any meaning, where others name things that exist already. */
const GIVES_ANY_TEXT =
  /(?:^|\.)data\.(?:(?!aws_|awscc_)\w+|aws_(?:ssm_parameters?|ssm_parameters_by_path|secretsmanager_secret_version|cloudformation_(?:export|stack)|lambda_invocation))\./;

/** True where a value that is not known here may name anything, so also what is declared here. */
function mayNameAny(value: ConfigValue): boolean {
  if (value.kind === 'ref') return GIVES_ANY_TEXT.test(value.target);
  if (value.kind === 'scalar') return isDynamicReference(value.value);
  return value.kind === 'unknown' || value.kind === 'text';
}

/** A value in one combination of the conditions on the way to it. */
interface Reached {
  readonly value: ConfigValue;
  readonly within: ReadonlyMap<string, string>;
}

/** Values of all branches: a companion that belongs to a resource in one branch belongs to it. */
function allValues(resource: Resource, via: readonly Segment[]): readonly Reached[] {
  const counter = { asked: 0 };
  const plain = walk(resource.body, via, countingFirstBranch(counter), resource.loose);
  if (counter.asked === 0) return plain.flatMap(({ value }) => (value ? [{ value, within: NO_BRANCHES }] : []));
  const outcomes = exploreWorlds((choose) => walk(resource.body, via, choose, resource.loose));
  if (!outcomes) {
    const { head: span } = resource;
    return [{ value: { kind: 'unknown', span, reason: 'too many conditions' }, within: NO_BRANCHES }];
  }
  return outcomes.flatMap(({ result, decisions }) => {
    const within = decisions.length === 0 ? NO_BRANCHES : new Map(decisions.map(({ test, branch }) => [test, branch]));
    return result.flatMap(({ value }) => (value ? [{ value, within }] : []));
  });
}

const NO_BRANCHES: ReadonlyMap<string, string> = new Map();

function push<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

/** Resources by what `keyOf` says of them, each group in their order. */
export function groupBy(
  resources: readonly Resource[],
  keyOf: (resource: Resource) => string,
): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) push(groups, keyOf(resource), resource);
  return groups;
}

/** One name for the ways in which a CloudFormation type is written: `AWS::S3::Bucket`, `awscc_s3_bucket`, `aws-s3.CfnBucket`. */
export function looseType(type: string): string {
  return looseName(type.replace(/\.Cfn(?=[A-Z])/, '.')).replace(/^aws(cc)?/, '');
}
