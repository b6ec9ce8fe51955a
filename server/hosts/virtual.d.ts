// Modules that exist only in bundles: the build script makes them.
declare module 'virtual:rules' {
  const bundle: { readonly kinds: readonly unknown[]; readonly schema: Readonly<Record<string, unknown>> };
  export default bundle;
}
