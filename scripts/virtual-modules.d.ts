// Declares the modules that only the build makes.

/** The compiled rules: what `bundleRules` returned for rules/**\/*.yaml. */
declare module 'virtual:rules' {
  const rules: unknown;
  export default rules;
}
