// The part of the ESTree syntax tree that this adapter looks at, as closed types.

interface Base {
  readonly range: readonly [number, number];
}

export interface Identifier extends Base {
  readonly type: 'Identifier';
  readonly name: string;
  readonly typeAnnotation?: TypeAnnotation | undefined;
}
export interface TypeAnnotation extends Base {
  readonly type: 'TSTypeAnnotation';
  readonly typeAnnotation: Node;
}
export interface TypeReference extends Base {
  readonly type: 'TSTypeReference';
  readonly typeName: Node;
}
export interface QualifiedName extends Base {
  readonly type: 'TSQualifiedName';
  readonly left: Node;
  readonly right: Identifier;
}
export interface Literal extends Base {
  readonly type: 'Literal';
  readonly value: unknown;
}
export interface TemplateLiteral extends Base {
  readonly type: 'TemplateLiteral';
  readonly quasis: readonly { readonly value: { readonly cooked?: string | null; readonly raw: string } }[];
  readonly expressions: readonly Node[];
}
export interface ObjectExpression extends Base {
  readonly type: 'ObjectExpression';
  readonly properties: readonly (Property | SpreadElement)[];
}
export interface Property extends Base {
  readonly type: 'Property';
  readonly key: Node;
  readonly value: Node;
  readonly computed: boolean;
  readonly shorthand: boolean;
  readonly kind: string;
}
export interface SpreadElement extends Base {
  readonly type: 'SpreadElement' | 'RestElement';
  readonly argument: Node;
}
export interface ArrayExpression extends Base {
  readonly type: 'ArrayExpression';
  readonly elements: readonly (Node | null)[];
}
export interface Pattern extends Base {
  readonly type: 'ObjectPattern' | 'ArrayPattern';
  readonly properties?: readonly (Property | SpreadElement)[];
  readonly elements?: readonly (Node | null)[];
  readonly typeAnnotation?: TypeAnnotation | undefined;
}
export interface AssignmentPattern extends Base {
  readonly type: 'AssignmentPattern';
  readonly left: Node;
  readonly right: Node;
}
export interface Call extends Base {
  readonly type: 'CallExpression' | 'NewExpression';
  readonly callee: Node;
  readonly arguments: readonly Node[];
}
export interface Member extends Base {
  readonly type: 'MemberExpression';
  readonly object: Node;
  readonly property: Node;
  readonly computed: boolean;
}
export interface Conditional extends Base {
  readonly type: 'ConditionalExpression';
  readonly test: Node;
  readonly consequent: Node;
  readonly alternate: Node;
}
export interface If extends Base {
  readonly type: 'IfStatement';
  readonly test: Node;
  readonly consequent: Node;
  readonly alternate: Node | null;
}
export interface Binary extends Base {
  readonly type: 'LogicalExpression' | 'BinaryExpression' | 'AssignmentExpression';
  readonly operator: string;
  readonly left: Node;
  readonly right: Node;
}
export interface Unary extends Base {
  readonly type: 'UnaryExpression';
  readonly operator: string;
  readonly argument: Node;
}
/** Nodes that stand for their inner expression: casts, `!`, `await`, optional chains. */
export interface Wrapper extends Base {
  readonly type:
    'TSAsExpression' | 'TSSatisfiesExpression' | 'TSNonNullExpression' | 'TSTypeAssertion' | 'ChainExpression';
  readonly expression: Node;
  readonly typeAnnotation?: Node | undefined;
}
export interface Await extends Base {
  readonly type: 'AwaitExpression';
  readonly argument: Node;
}
export interface ImportCall extends Base {
  readonly type: 'ImportExpression';
  readonly source: Node;
}
export interface Func extends Base {
  readonly type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression';
  readonly id?: Identifier | null;
  readonly params: readonly Node[];
  readonly body: Node | null;
}
export interface Class extends Base {
  readonly type: 'ClassDeclaration' | 'ClassExpression';
  readonly id?: Identifier | null;
  readonly superClass: Node | null;
  readonly body: Node;
}
export interface Field extends Base {
  readonly type: 'PropertyDefinition' | 'MethodDefinition';
  readonly key: Node;
  readonly value: Node | null;
  readonly static: boolean;
  readonly computed: boolean;
  readonly typeAnnotation?: TypeAnnotation | undefined;
}
export interface ParameterProperty extends Base {
  readonly type: 'TSParameterProperty';
  readonly parameter: Node;
}
export interface VariableDeclaration extends Base {
  readonly type: 'VariableDeclaration';
  readonly kind: string;
  readonly declarations: readonly VariableDeclarator[];
}
export interface VariableDeclarator extends Base {
  readonly type: 'VariableDeclarator';
  readonly id: Node;
  readonly init: Node | null;
}
export interface ImportDeclaration extends Base {
  readonly type: 'ImportDeclaration';
  readonly source: Literal;
  readonly specifiers: readonly ImportSpecifier[];
}
export interface ImportSpecifier extends Base {
  readonly type: 'ImportSpecifier' | 'ImportDefaultSpecifier' | 'ImportNamespaceSpecifier';
  readonly imported?: Node;
  readonly local: Identifier;
}
export interface ImportEquals extends Base {
  readonly type: 'TSImportEqualsDeclaration';
  readonly id: Identifier;
  readonly moduleReference: Node;
}
export interface ExternalModule extends Base {
  readonly type: 'TSExternalModuleReference';
  readonly expression: Node;
}
export interface EnumDeclaration extends Base {
  readonly type: 'TSEnumDeclaration';
  readonly id: Identifier;
  readonly body?: { readonly members?: readonly EnumMember[] };
}
export interface EnumMember extends Base {
  readonly type: 'TSEnumMember';
  readonly id: Node;
  readonly initializer?: Node | null;
}
export interface ExportDeclaration extends Base {
  readonly type: 'ExportNamedDeclaration' | 'ExportDefaultDeclaration';
  readonly declaration: Node | null;
  readonly specifiers?: readonly { readonly local: Node }[];
}
export interface Return extends Base {
  readonly type: 'ReturnStatement';
  readonly argument: Node | null;
}
export interface ExpressionStatement extends Base {
  readonly type: 'ExpressionStatement';
  readonly expression: Node;
}
/** Statements with a list of statements. */
export interface Block extends Base {
  readonly type: 'BlockStatement' | 'Program' | 'ClassBody' | 'StaticBlock' | 'TSModuleBlock';
  readonly body: readonly Node[];
}
export interface Switch extends Base {
  readonly type: 'SwitchStatement';
  readonly discriminant: Node;
  readonly cases: readonly { readonly test: Node | null; readonly consequent: readonly Node[] }[];
}
/** Nodes whose body may run any number of times, or not at all. */
export interface Loop extends Base {
  readonly type:
    'ForStatement' | 'ForOfStatement' | 'ForInStatement' | 'WhileStatement' | 'DoWhileStatement' | 'CatchClause';
  readonly body: Node;
}
export interface Bare extends Base {
  readonly type: 'ThisExpression' | 'Super';
}

export type Node =
  | Identifier
  | TypeAnnotation
  | TypeReference
  | QualifiedName
  | Literal
  | TemplateLiteral
  | ObjectExpression
  | Property
  | SpreadElement
  | ArrayExpression
  | Pattern
  | AssignmentPattern
  | Call
  | Member
  | Conditional
  | If
  | Binary
  | Unary
  | Wrapper
  | Await
  | ImportCall
  | Func
  | Class
  | Field
  | ParameterProperty
  | VariableDeclaration
  | VariableDeclarator
  | ImportDeclaration
  | ImportSpecifier
  | ImportEquals
  | ExternalModule
  | EnumDeclaration
  | EnumMember
  | ExportDeclaration
  | Return
  | ExpressionStatement
  | Block
  | Switch
  | Loop
  | Bare;
