#!/usr/bin/env node
/** The `orchestrate` program. `serve` is the service itself; everything else talks to a running one. */
import '../scripts/ensure-build.js';

const { main } = await import('../dist/cli/main.js');

await main(async () => {
  // The service reads its arguments itself, and the word that led here is none of them.
  process.argv.splice(2);
  // Tracing before anything that it instruments, as `node --import` does for `npm start`.
  await import('../dist/instrumentation.js');
  await import('../dist/main.js');
});
