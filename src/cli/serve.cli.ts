import type { Command } from 'commander';
import type { Cli } from './cli.js';

export function addServe(program: Command, cli: Cli): void {
  program
    .command('serve')
    .description('run the service itself, as `npm start` does; its settings are environment variables')
    .action(() => cli.serve());
}
