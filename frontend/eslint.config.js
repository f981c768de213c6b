/**
 * Rules of the front end: types are checked strictly, and rooms import in one direction.
 */
import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const AREAS = ['public', 'admin'];

/** Close each feature of an area to the other features of it. */
function featureZones(area) {
  const folder = `./src/${area}/features`;
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      target: `${folder}/${name}`,
      from: folder,
      except: [`./${name}`],
      message: 'A feature does not import another one; the app puts them together.',
    }));
}

const zones = [
  {
    target: './src/public',
    from: './src/admin',
    message: 'Public pages stand without the admin area.',
  },
  {
    target: './src/admin',
    from: './src/public',
    message: 'The admin area stands without the public pages.',
  },
  {
    target: './src/public',
    from: './src/config/theme.ts',
    message: 'Mantine never comes into the public graph.',
  },
  {
    target: ['./src/config', './src/types'],
    from: ['./src/public', './src/admin'],
    message: 'What both areas share knows neither.',
  },
  ...AREAS.flatMap((area) => [
    ...featureZones(area),
    {
      target: `./src/${area}/features`,
      from: `./src/${area}/app`,
      message: 'The app imports features, not the other way round.',
    },
    {
      target: [`./src/${area}/components`, `./src/${area}/lib`],
      from: [`./src/${area}/features`, `./src/${area}/app`],
      message: 'Shared parts know neither features nor the app.',
    },
  ]),
];

export default tseslint.config(
  { ignores: ['dist', 'src/types/api.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver()],
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', 400],
    },
  },
  {
    files: ['src/public/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@mantine/*'], message: 'Public pages are built without it.' }] },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: { console: 'readonly', document: 'readonly', localStorage: 'readonly', process: 'readonly' },
    },
  },
);
