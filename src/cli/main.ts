import { runCli } from './run-cli.js';
import { processEnvironment } from '../config/process-environment.js';
import { processTerminal } from './terminal.js';

/** The program of this process. It ends by itself, so that pipes get everything; the service goes on running. */
export async function main(serve: () => Promise<void>): Promise<void> {
  // The reader of a pipe may leave early (`| head`): nothing is left to do then, and nothing is wrong.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  process.exitCode = await runCli(process.argv.slice(2), {
    terminal: processTerminal(),
    env: processEnvironment(),
    serve,
  });
}
