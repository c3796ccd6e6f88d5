import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** A file knows only what is to its left: shared ← models ← server, shared ← client. Tests may know all of them. */
const forbid = (folder, others) => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: others.map((other) => ({
          regex: `^(\\.\\./)+${other}/`,
          message: `${folder}/ must not import from ${other}/ (shared <- models <- server, shared <- client).`,
        })),
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { require: 'readonly', module: 'writable', process: 'readonly' } },
  },
  forbid('shared', ['models', 'server', 'client', 'tests']),
  forbid('models', ['server', 'client', 'tests']),
  forbid('server', ['client', 'tests']),
  forbid('client', ['models', 'server', 'tests']),
  {
    files: ['shared/**/*.ts', 'client/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'process', 'Buffer', 'require', '__dirname'] },
  },
);
