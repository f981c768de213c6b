/**
 * Run a TypeScript script: `node scripts/run.mjs scripts/generate.ts [arguments]`.
 *
 * Node 20 can't read types, and Vite can; so the scripts need no other runner, and read the same
 * modules as the pages.
 */
import { runnerImport } from 'vite';

process.env.NODE_ENV = 'production';
const [script, ...scriptArguments] = process.argv.slice(2);
const { module } = await runnerImport(`./${script}`, {
  mode: 'production',
  logLevel: 'error',
  resolve: { tsconfigPaths: true },
});
await module.main(scriptArguments);
