/**
 * What CloudFront's JavaScript runtime 2.0 takes, as rules for router.js: ECMAScript 5.1 with
 * const, let, template literals, arrow functions and async functions. Whatever came later is
 * refused, and so is what its documentation excludes: await in arguments, async closures, eval.
 * Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 *
 * Run from the root, as `make check` does. What runs the router elsewhere is checked along with it.
 */
import js from '../frontend/node_modules/@eslint/js/src/index.js';

const LATER_THAN_THE_RUNTIME = {
  'ClassDeclaration, ClassExpression': 'There are no classes.',
  'ForOfStatement, ForInStatement': 'Use Object.keys and a counting loop.',
  'ObjectPattern, ArrayPattern, AssignmentPattern, RestElement': 'There is no destructuring.',
  SpreadElement: 'There is no spread.',
  'FunctionDeclaration[generator=true], FunctionExpression[generator=true]': 'No generators.',
  'CallExpression > AwaitExpression.arguments': 'await in an argument is not supported.',
  ':function :function[async=true]': 'An async function inside another is not supported.',
  'ArrowFunctionExpression[async=true]': 'An async closure is not supported.',
  'Property[shorthand=true], Property[computed=true]': 'Write names of properties out.',
  'ImportDeclaration[source.value!="cloudfront"]': 'There are no modules but cloudfront.',
  ExportNamedDeclaration: 'A function has no exports.',
  'Identifier[name=/^(require|process|fetch|setTimeout|XMLHttpRequest|globalThis)$/]':
    'The runtime has no network, no timers and no modules.',
};

export default [
  js.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['infrastructure/router.js'],
    languageOptions: { ecmaVersion: 2017, sourceType: 'module' },
    rules: {
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-unused-vars': ['error', { varsIgnorePattern: '^handler$', caughtErrors: 'none' }],
      'no-restricted-syntax': [
        'error',
        ...Object.entries(LATER_THAN_THE_RUNTIME).map(([selector, message]) => ({
          selector,
          message,
        })),
      ],
    },
  },
];
