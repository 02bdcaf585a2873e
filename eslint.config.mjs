import javascript from '@eslint/js';
import typescript from 'typescript-eslint';

/** Rules that found something, or would have; taste is left to prettier. */
export default typescript.config(
  { ignores: ['dist/', '.cache/', '.fleet/', 'coverage/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'warn' } },
  {
    files: ['{apps,libs,test}/**/*.ts'],
    extends: [javascript.configs.recommended, typescript.configs.recommended],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise that nobody awaits is an error that nobody sees.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingAny: true, allowThrowingUnknown: true }],
      '@typescript-eslint/no-unused-vars': 'off', // the compiler's noUnused* say the same
      '@typescript-eslint/no-empty-object-type': 'off',
      eqeqeq: 'error',
      'max-lines': ['warn', { max: 250, skipBlankLines: true }],
      'no-console': 'error',
      'no-control-regex': 'off',
      'no-restricted-syntax': [
        'error',
        {
          // One exception inside such a callback makes the whole connection deaf until its pings time out.
          selector:
            "CallExpression[callee.property.name='subscribe'] > ObjectExpression > Property[key.name='callback']",
          message: "Use the bus room's guarded subscription: an exception in a raw callback makes the connection deaf.",
        },
      ],
    },
  },
  // The guard itself is the one place with a raw callback.
  { files: ['libs/bus/src/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // Python's comparisons: a bigint and a number compare with `==` on purpose, and a switch over `typeof` needs no case for functions.
  {
    files: ['libs/{values,rendering}/src/**/*.ts'],
    rules: {
      eqeqeq: 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/no-this-alias': 'off',
      '@typescript-eslint/triple-slash-reference': 'off',
    },
  },
  { files: ['apps/fleetctl/src/output/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.spec.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['**/*.mjs'],
    extends: [javascript.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'console',
          'process',
          'performance',
          'URL',
          'Buffer',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
          'fetch',
          'AbortController',
          'AbortSignal',
          'TextEncoder',
          'TextDecoder',
          'globalThis',
          'structuredClone',
          'queueMicrotask',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
