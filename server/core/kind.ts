// What a kind file says, read: a kind of AWS resource, where each dialect keeps its facts, and the rules over them.
import type { Dialect, Segment } from './resource';
import type { Scalar } from './value';

export type Theme = 'at-rest' | 'in-transit' | 'in-use' | 'key-management' | 'secrets' | 'privacy';
export type Severity = 'high' | 'medium' | 'low';
export type Profile = 'baseline' | 'customer-keys' | 'strict';

export const THEMES: readonly Theme[] = ['at-rest', 'in-transit', 'in-use', 'key-management', 'secrets', 'privacy'];
export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high'];
export const PROFILES: readonly Profile[] = ['baseline', 'customer-keys', 'strict'];

export interface Kind {
  /** `rds.db-instance`: the folder and the file under `rules/`. */
  readonly id: string;
  /** What people call it in a sentence: `RDS database instance`. */
  readonly noun: string;
  readonly bind: Binding;
  readonly scopes: Readonly<Record<string, Scope>>;
  readonly facts: Readonly<Record<string, Fact>>;
  readonly store: Store | undefined;
  readonly rules: readonly Rule[];
}

/** The types of each dialect that are this kind. */
export interface Binding {
  readonly cloudformation: readonly string[];
  readonly terraform: readonly string[];
  readonly cdk: readonly string[];
  /** Operations that create: what they leave out has AWS's default. */
  readonly sdk: readonly string[];
  /** Operations that change: what they leave out stays as it is, so it is not known. */
  readonly sdkUpdates: readonly string[];
}

/** A repeated part of a resource (listeners, block devices) over which rules run one by one. */
export type Scope = Readonly<Partial<Record<Dialect, readonly PathSource[]>>>;

export interface Fact {
  readonly name: string;
  /** The scope it stands in; its paths start there. */
  readonly scope: string | undefined;
  /** What AWS does where nothing is written, by dialect; undefined: absence is just absence. */
  readonly defaults: Readonly<Partial<Record<Dialect, FactDefault>>>;
  /** What changing it does to a deployed resource. */
  readonly change: 'replaces' | 'interrupts' | 'in-place' | undefined;
  readonly sources: Readonly<Partial<Record<Dialect, readonly Source[]>>>;
  readonly derive: Derive | undefined;
}

/** Not known: it hangs on something outside the text (an account setting, a parent), or on a `flag` of the application around it. */
export type FactDefault =
  | { readonly known: true; readonly value: Scalar }
  | { readonly known: false; readonly reason: string; readonly flag?: FlagDefault };

/** A default of a CDK construct that hangs on a feature flag; `version2`: what it is in version 2, where that no longer asks for the flag. */
export interface FlagDefault {
  readonly flag: string;
  readonly on: Scalar;
  readonly off: Scalar;
  readonly version2?: Scalar;
}

/** A fact that code works out from other facts, see `core/derive/`. */
export interface Derive {
  readonly name: string;
  readonly from: readonly string[];
  readonly options: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export type Source = PathSource | CompanionSource | FollowSource;

interface SourceBase {
  readonly path: readonly Segment[];
  /** As written in the kind file. */
  readonly text: string;
  /** Only for this type, where a kind has several and they differ. */
  readonly on: string | undefined;
  /** What this dialect writes -> the neutral value: `BucketEncryption.UNENCRYPTED: none`. */
  readonly values: Readonly<Record<string, Scalar>> | undefined;
  /** What changing it here does, where that differs from the fact's other places. */
  readonly change: Fact['change'];
}

/** In the resource itself. */
export interface PathSource extends SourceBase {
  readonly kind: 'path';
}

/** In another resource that points at this one: `aws_s3_bucket_policy` by its `bucket`. */
export interface CompanionSource extends SourceBase {
  readonly kind: 'companion';
  readonly type: string;
  readonly via: readonly Segment[];
}

/** In another resource that this one points at: a database's parameter group. */
export interface FollowSource extends SourceBase {
  readonly kind: 'follow';
  readonly type: string;
  readonly via: readonly Segment[];
}

/** Its row in the encryption inventory, by fact names. */
export interface Store {
  readonly atRest: string | undefined;
  readonly key: string | undefined;
  readonly inTransit: string | undefined;
  /** The kind is a KMS key, and this tells whether it rotates. */
  readonly rotation: string | undefined;
  /** AWS encrypts it whatever is written. */
  readonly always: boolean;
}

export type Condition =
  | { readonly kind: 'fact'; readonly fact: string; readonly expect: Expectation }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

export type Expectation =
  | { readonly kind: 'equals'; readonly value: Exclude<Scalar, null> }
  | { readonly kind: 'in'; readonly values: readonly Exclude<Scalar, null>[] }
  | { readonly kind: 'set'; readonly set: boolean }
  | { readonly kind: 'matches'; readonly pattern: Pattern }
  | { readonly kind: 'startsWith'; readonly prefix: string }
  | { readonly kind: 'atLeast'; readonly bound: number }
  | { readonly kind: 'atMost'; readonly bound: number }
  | { readonly kind: 'is'; readonly what: 'customer-key' | 'aws-key' }
  | { readonly kind: 'not'; readonly of: Expectation }
  /** True where at least one list item fulfils it; without it every item has to. */
  | { readonly kind: 'some'; readonly of: Expectation };

/** What a `matches` is judged with: a RegExp for our own rules, an engine that takes linear time for those of a workspace. */
export interface Pattern {
  test(text: string): boolean;
}

export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly theme: Theme;
  readonly severity: Severity;
  readonly profile: Profile;
  /** It asks how good the encryption is: that it is fulfilled does not say that there is any. */
  readonly quality: boolean;
  /** Run once for each part of this scope. */
  readonly each: string | undefined;
  readonly when: Condition | undefined;
  readonly unless: Condition | undefined;
  readonly require: Condition;
  /** Only in these dialects; undefined: wherever a required fact is bound. */
  readonly dialects: readonly Dialect[] | undefined;
  readonly fixes: readonly Fix[];
  /** Why there is no fix that would be right for everybody, in the dialects where that is so. */
  readonly noFix: Readonly<Partial<Record<Dialect, string>>>;
  readonly compliance: Readonly<Record<string, readonly string[]>>;
  readonly equivalents: Readonly<Record<string, readonly string[]>>;
  readonly references: readonly string[];
}

/** A value in a fix: a plain one, a key reference to be found, a reference to the resource itself, or a structure. */
export type FixValue =
  | { readonly kind: 'scalar'; readonly value: Exclude<Scalar, null> }
  /** A customer key in reach, or a new one. */
  | { readonly kind: 'key' }
  /** The address that is written, over TLS. */
  | { readonly kind: 'over-tls' }
  | { readonly kind: 'self'; readonly attribute: string }
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, FixValue])[] }
  | { readonly kind: 'list'; readonly items: readonly FixValue[] };

export type Write =
  | { readonly kind: 'set'; readonly path: readonly Segment[]; readonly value: FixValue }
  | { readonly kind: 'remove'; readonly path: readonly Segment[] }
  | {
      readonly kind: 'add';
      readonly type: string;
      readonly name: string;
      readonly body: readonly (readonly [readonly Segment[], FixValue])[];
    };

/** An AWS service that itself uses the key: where the key's policy does not admit it, the deployment fails. */
export interface KeyUser {
  /** `logs.{region}.{suffix}`. Texts may hold `{partition}`, `{region}`, `{account}` and `{suffix}`, the domain of AWS in the partition. */
  readonly service: string;
  readonly actions: readonly string[];
  /** Condition keys with the only values (`*` stands for anything) under which the service may use the key. */
  readonly when: readonly (readonly [string, string])[];
  /** CDK's construct of level 2 adds the statement to the key by itself. */
  readonly constructAdmits: boolean;
}

/** A statement that a fix adds to a policy that is there already. */
export interface StatementFix {
  /** The fact that holds the policy. */
  readonly into: string;
  /** The fact that names the resource that the policy protects; undefined: the judged resource itself. */
  readonly about: string | undefined;
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** What it covers, in terms of the protected resource. */
  readonly resources: Readonly<Partial<Record<Dialect, readonly FixValue[]>>>;
  /** The same where nothing but the resource's name is known, which stands for `{}`. */
  readonly named: readonly string[];
  /** Operator, key and value. */
  readonly conditions: readonly (readonly [string, string, string])[];
}

export interface Fix {
  readonly title: string;
  /** Offered only where this surely holds. */
  readonly when: Condition | undefined;
  /** Not offered where this surely holds. */
  readonly unless: Condition | undefined;
  /** Whom the policy of a key that the fix names must admit. */
  readonly keyUser: KeyUser | undefined;
  readonly statement: StatementFix | undefined;
  /** The fact, derived by `key-admits` or `role-uses-key`, whose missing statement the fix adds. */
  readonly admit: string | undefined;
  /** Facts to their new values, written where the dialect keeps them. */
  readonly set: readonly (readonly [string, FixValue])[];
  readonly remove: readonly string[];
  /** What a dialect needs beyond facts. */
  readonly write: Readonly<Partial<Record<Dialect, readonly Write[]>>>;
  /** Plain words for the title where the fix has a side effect that the facts don't tell: `costs $1 a month`. */
  readonly effect: string | undefined;
}
