/**
 * The router in a process of its own, for the local edge: JSON lines in, JSON lines out.
 *
 *   {"items": {...}}                what the key-value store holds from now on; no answer
 *   {"id": 1, "event": {...}}       -> {"id": 1, "result": {...}}, or {"id": 1, "error": "..."}
 *
 * It ends with its standard input.
 */
import { createInterface } from 'node:readline';

import { loadRouter } from './load-router.mjs';

const router = loadRouter(process.argv[2]);

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const message = JSON.parse(line);
  if (message.items) {
    router.items = message.items;
    continue;
  }
  let answer;
  try {
    answer = { id: message.id, result: await router.route(message.event) };
  } catch (error) {
    answer = { id: message.id, error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
