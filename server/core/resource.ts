// What an adapter hands to the engine: resources of a unit, and the documents they stand in.
import type { BoundValues } from './bound';
import type { SourceText, Span, TextEdit } from './text';
import type { ConfigValue, ObjectValue, Scalar, Trace } from './value';

/** How names are written: one binding of a kind serves several languages. `sdk` types are `service:Operation`, `cdk` types `aws-s3.Bucket`. */
export type Dialect = 'cloudformation' | 'terraform' | 'sdk' | 'cdk';

/** The language the text is written in; decides how comments and edits look. */
export type Language = 'yaml' | 'json' | 'hcl' | 'typescript' | 'javascript' | 'python' | 'shell';

/** A template's resource, a Terraform block, an SDK call, a CDK construct. */
export interface Resource {
  readonly dialect: Dialect;
  /** `AWS::S3::Bucket`, `aws_s3_bucket`, `data.aws_kms_alias`, `s3:PutObject`, `aws-s3.Bucket`. */
  readonly type: string;
  /** Unique in its unit, and what a `ref` targets: logical id, `module.x.aws_s3_bucket.logs`, a variable's name with its offset. */
  readonly id: string;
  /** What people call it: Terraform address, logical id, `s3:PutObject` for a call. Not always unique. */
  readonly address: string;
  /** `uri` of the source it stands in. */
  readonly source: string;
  readonly language: Language;
  /** The whole block or call, for suppressions and for "which resource is at this offset". */
  readonly span: Span;
  /** Its type or name: where a finding stands when nothing smaller decides it. */
  readonly head: Span;
  readonly body: ObjectValue;
  /** Names in the body match a binding's names by `looseName` (CDK level 1, `awscc_*`, the AWS CLI). */
  readonly loose?: boolean;
  /** The way to it from outside: module calls, nested stacks. */
  readonly via?: readonly Trace[];
  /** Its place in a file that is included; the resource then stands where the file is named. */
  readonly original?: Trace;
  /** Metadata of a CloudFormation resource, `"//"` of Terraform JSON: suppressions live there. */
  readonly metadata?: ConfigValue;
  /** Terraform's argument that makes several of it: its name alone is then no reference to one of them. */
  readonly repeated?: 'count' | 'for_each';
  /** Which instances there are of it and of the modules around it, where that is known. */
  readonly instances?: readonly InstanceSet[];
  /** The CDK application of a construct. */
  readonly application?: Application;
  /** What is known about whether it gets created: a false `count` or `Condition` makes it `never`; nothing is reported there. */
  readonly exists: 'always' | 'maybe' | 'never';
  /**
   * The same object from reading to reading as long as the resource says the same, none of its parts moved against another, and what its traces
   * name elsewhere did not move. Left out where that is not known without comparing.
   */
  readonly token?: object;
  /** The same object from reading to reading as long as the resource says the same, wherever that stands. */
  readonly meaning?: object;
}

/** All instances that `count` or `for_each` makes. */
export interface InstanceSet {
  /** The test of choices that hang on the instance: `each:aws_x.y`, `count:module.z`. */
  readonly test: string;
  readonly keys: readonly string[];
}

/** A CDK application: its version where that shows, and the text of its `cdk.json` where there is one. */
export interface Application {
  readonly version: 1 | 2 | undefined;
  readonly settings: string | undefined;
}

/** A complaint about the text itself: half-typed syntax, a bound that was hit. */
export interface Problem {
  readonly span: Span;
  readonly message: string;
}

/** One file, read. */
export interface Document {
  readonly source: SourceText;
  readonly language: Language;
  readonly problems: readonly Problem[];
  /** Metadata of a whole template, `"//"` at the top of Terraform JSON: suppressions for the file live there. */
  readonly metadata?: ConfigValue;
}

/** Resources that are judged together: one template, one Terraform module tree, one script. */
export interface Unit {
  readonly documents: readonly Document[];
  readonly resources: readonly Resource[];
  /** There are more resources than can be seen: nothing is known to be missing. */
  readonly open?: boolean;
}

/** A value for a fix to write. `raw` is an expression in the file's own language, such as `aws_kms_key.main.arn`. */
export type NewValue =
  | { readonly kind: 'scalar'; readonly value: Exclude<Scalar, null> }
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'ref'; readonly target: string; readonly attribute: string }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, NewValue])[] }
  | { readonly kind: 'list'; readonly items: readonly NewValue[] };

/** A statement for a fix to put into a policy, in neutral words: adapters write it as JSON or as a block. */
export interface NewStatement {
  /** Unique in its policy. */
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** Left out in policies of IAM, which speak for whom they are attached to. */
  readonly principal?: '*' | { readonly type: 'AWS' | 'Service'; readonly name: NewValue };
  readonly actions: readonly string[];
  readonly resources: readonly NewValue[];
  readonly conditions: readonly { readonly operator: string; readonly key: string; readonly value: NewValue }[];
}

/** One step of a binding's path, see `core/path.ts`. */
export interface Segment {
  readonly name: string;
  /** `Rules[]`: the value is a list, the path goes on in every item. */
  readonly list: boolean;
  /** `listeners{}`: the value is a map with keys that somebody chose; the path goes on in every value. */
  readonly keys?: true;
  /** `parameter[name=rds.force_ssl]`: only the items of which this property has this value. */
  readonly where?: { readonly name: string; readonly value: string };
  /** `connection_properties=`: in Terraform an argument that holds an object, not a block. */
  readonly argument?: boolean;
}

/** A change to the text of one resource, in terms of names; the adapter knows how to write it. */
export type Change =
  | {
      /** Set what `path` leads to, creating what is missing on the way. */
      readonly kind: 'set';
      readonly path: readonly Segment[];
      readonly value: NewValue;
      /** The object from which `path` starts (a list item, a nested block); the resource's body where left out. */
      readonly within?: ObjectValue;
    }
  | {
      /** Remove what `path` leads to, its key and its line included. */
      readonly kind: 'remove';
      readonly path: readonly Segment[];
      readonly within?: ObjectValue;
    }
  | {
      /** Add a statement to the policy to which `path` leads; an empty path where the resource itself is a policy, as `aws_iam_policy_document` is, and in CDK. */
      readonly kind: 'add-statement';
      readonly path: readonly Segment[];
      readonly statement: NewStatement;
    }
  | {
      /** Add a new resource behind this one, in the file's own style. `name` is a proposal; the adapter makes it unique. */
      readonly kind: 'add-resource';
      readonly type: string;
      readonly name: string;
      /** Paths (as in a binding) with their values. */
      readonly body: readonly { readonly path: readonly Segment[]; readonly value: NewValue }[];
      /** What its policy says beyond its body: code adds that by calls of its own. */
      readonly statements?: readonly NewStatement[];
    };

/** Text edits, or a plain reason why this adapter can't make them here. */
export type EditResult =
  { readonly ok: true; readonly edits: readonly TextEdit[] } | { readonly ok: false; readonly reason: string };

/** What somebody gives for linting, since only a deployment knows it. */
export interface Given {
  readonly bound?: BoundValues | undefined;
  /** Paths of variable files that a deployment is told to use, the strongest last. */
  readonly varFiles?: readonly string[] | undefined;
}

/** Reads other files of the workspace for a unit: parsed files of a folder, by path relative to the root. Absent: not there, or not readable. */
export interface Files<Parsed> extends Given {
  /** Every file in the folder (not below it) that this adapter claims; undefined where the folder is unknown or outside the workspace. */
  folder(path: string): readonly Parsed[] | undefined;
  /** One file of the workspace, parsed, where this adapter claims it; undefined where it is missing, too large or outside. */
  file(path: string): Parsed | undefined;
  /** The text of one file of the workspace; undefined where it is missing, too large or outside. */
  text(path: string): string | undefined;
  /** The name of a file for `SourceText` and `Place`. */
  uri(path: string): string;
}

/** A dialect's reader and writer. Pure: the same input gives the same output, and no input makes it throw. */
export interface Adapter<Parsed = unknown> {
  /** Short name for logs and tests: `cloudformation`, `terraform`, `python`. */
  readonly name: string;
  /**
   * Decides by path and text whether the file is this adapter's. Cheap: it runs on every file of a workspace. `unclaimed` is an earlier version
   * of the text that this adapter did not claim: it may make the answer faster, never different.
   */
  claims(path: string, text: string, unclaimed?: string): boolean;
  /** Reads one file. Hosts keep the result as long as the text is the same. */
  read(source: SourceText, previous?: Parsed): Parsed;
  /** The folder whose files form one unit with this one, or undefined where the file is a unit of its own. */
  unitFolder(path: string): string | undefined;
  /** Of the files in its folder (this one included), those that can form a unit with this one. Left out: all of them. */
  together?(file: Parsed, folder: readonly Parsed[]): readonly Parsed[];
  /** Joins the files of a unit and evaluates what can be evaluated. */
  resolve(files: readonly Parsed[], around: Files<Parsed>): Unit;
  /** Writes a change as text edits to the source of the resource. */
  edit(unit: Unit, resource: Resource, change: Change): EditResult;
}
