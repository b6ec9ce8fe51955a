// Modules that exist only in bundles: the build script makes them.
declare module 'virtual:rules' {
  const bundle: { readonly kinds: readonly unknown[] };
  export default bundle;
}
