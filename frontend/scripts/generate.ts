/**
 * Write what is made from other files: tokens.css, tokens.json, the API's types.
 *
 * With `--check` nothing is written; a file that differs from what would be written is an error.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';

import { tokensCss } from './tokens-css';
import { tokensJson } from './tokens-json';

const API_DESCRIPTION = '../chalicelib/api/openapi.json';

interface GeneratedFile {
  path: string;
  content: string;
}

async function apiTypes(): Promise<string> {
  const ast = await openapiTypescript(pathToFileURL(resolve(API_DESCRIPTION)), {
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  return `/** Types of the API, generated from its description. */\n${astToString(ast)}`;
}

async function generateFiles(): Promise<GeneratedFile[]> {
  return [
    { path: 'src/config/tokens.css', content: tokensCss() },
    { path: '../chalicelib/templates/tokens.json', content: tokensJson() },
    { path: 'src/types/api.ts', content: await apiTypes() },
  ];
}

/** Write every generated file, or with `--check` fail if one is out of date. */
export async function main(scriptArguments: string[]): Promise<void> {
  const isCheck = scriptArguments.includes('--check');
  const outdated = (await generateFiles()).filter(
    ({ path, content }) => !existsSync(path) || readFileSync(path, 'utf8') !== content,
  );
  for (const { path, content } of outdated) {
    if (!isCheck) writeFileSync(path, content);
    console.log(isCheck ? `${path} is out of date: run npm run generate` : `wrote ${path}`);
  }
  if (isCheck && outdated.length > 0) process.exitCode = 1;
}
