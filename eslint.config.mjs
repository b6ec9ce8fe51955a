// Lint rules: the strict type-aware presets, without local taste.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      '.cache/',
      '.artifacts/',
      'samples/',
      '**/*.cjs',
      '**/*.mjs',
      'scripts/vscode-host/stubs/',
    ],
  },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  { languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } } },
);
