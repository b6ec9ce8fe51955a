// The files outside of the editor whose changes the server wants to hear of.

/** Files on which the findings of others hang. */
export function isSettings(uri: string): boolean {
  return /\/(\.cipherlint\.ya?ml|\.cipherlint-baseline\.json|\.trivyignore|\.snyk|\.gitignore|config\.yml)$/.test(uri);
}

/** Glob patterns. */
export const WATCHED = [
  '**/*.{tf,tofu,tfvars}',
  '**/terragrunt.hcl',
  '**/*.{tf,tfvars,tofu}.json',
  '**/.cipherlint.{yaml,yml}',
  '**/{.cipherlint-baseline.json,.trivyignore,.snyk,.tfsec/config.yml}',
  '**/.cipherlint/rules/*.{yaml,yml}',
  '**/*.{yaml,yml,json,template}',
  '**/*.{py,sh,bash,js,mjs,cjs,jsx,ts,mts,cts,tsx}',
  '**/.gitignore',
];
