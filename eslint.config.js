// Lint rules, and the import arrows of the layout: which folder of web/ may import which.
import { readdirSync } from 'node:fs';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** What each folder of web/ may import, apart from itself. */
const ARROWS = {
  chat: [],
  engine: ['chat'],
  wire: ['chat'],
  widget: ['engine', 'wire', 'chat'],
  console: ['wire', 'chat', 'engine'],
  studio: ['widget', 'chat'],
};

const folders = readdirSync(new URL('web/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const unknown = folders.filter((folder) => !(folder in ARROWS));
if (unknown.length > 0) throw new Error(`web/${unknown[0]} has no arrows in eslint.config.js: say what it may import`);

/** Any way out of `folder`, however deep the importing file is, that its arrows do not allow. */
function arrows(folder) {
  const forbidden = [...Object.keys(ARROWS), 'tests', 'scripts', 'demo-site', 'models', 'relay'];
  const allowed = [folder, ...ARROWS[folder]];
  const names = forbidden.filter((name) => !allowed.includes(name)).join('|');
  const message = `web/${folder} may import ${ARROWS[folder].map((name) => `web/${name}`).join(', ') || 'nothing outside itself'}.`;
  return {
    files: [`web/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: `^(\\.\\./)+(web/)?(${names})(/|$)`, message }] }],
    },
  };
}

export default tseslint.config(
  { ignores: ['build/**', 'var/**', 'node_modules/**', '**/*.d.ts'] },
  {
    files: ['web/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Ports are asynchronous even where one of their forms is not.
      '@typescript-eslint/require-await': 'off',
      // Interfaces here are records of functions that hold no `this`.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        { selector: "MemberExpression[property.name='innerHTML']", message: 'Build nodes; markup is never parsed.' },
        { selector: "MemberExpression[property.name='outerHTML']", message: 'Build nodes; markup is never parsed.' },
        {
          selector: "CallExpression[callee.property.name='insertAdjacentHTML']",
          message: 'Build nodes; markup is never parsed.',
        },
      ],
      'no-eval': 'error',
      'no-implied-eval': 'off',
      '@typescript-eslint/no-implied-eval': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
    },
  },
  { files: ['web/{widget,console,studio}/**/*.ts'], extends: [wc['flat/recommended'], wc['flat/best-practice']] },
  ...Object.keys(ARROWS).map(arrows),
  {
    files: ['tests/**/*.ts', 'tests/**/*.mjs', 'scripts/**/*.mjs', 'demo-site/**/*.mjs', 'demo-site/**/*.js', '*.js'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      'no-eval': 'error',
    },
  },
  {
    // What ships imports no tests.
    files: ['scripts/**/*.mjs', 'demo-site/**/*.{js,mjs}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(\\.\\./)+tests(/|$)', message: 'Nothing imports tests.' }] },
      ],
    },
  },
);
