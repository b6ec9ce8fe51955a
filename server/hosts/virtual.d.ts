// Modules that exist only in bundles: the build script makes them.
declare module 'virtual:rules' {
  const bundle: import('../rules/bundle').RuleBundle;
  export default bundle;
}
