import type { Command } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { readableTime } from './readable.js';
import { type Column, table } from './table.js';

type DeadLetter = ApiAnswer<'listDeadLetters'>['items'][number];

/** What projections set aside: to see it, and to have it tried again. */
export function addDeadLetters(projections: Command, cli: Cli): void {
  projections
    .command('dead-letters <name>')
    .description('the events that a projection set aside because it could not apply them, oldest first')
    .action(async (name: string, _options: object, command: Command) => {
      const page = await answered(
        cli.api(command).GET('/api/projections/{name}/dead-letters', { params: { path: { name } } }),
      );
      cli.showPage(command, page, 'events set aside', (items) => table(columns, items, cli.terminal));
    });

  projections
    .command('retry <name>')
    .description('have a projection apply the events that it set aside once more')
    .action(async (name: string, _options: object, command: Command) => {
      const answer = await answered(
        cli.api(command).POST('/api/projections/{name}/dead-letters/retry', { params: { path: { name } } }),
      );
      const { tried, remaining } = answer;
      cli.show(command, answer, () => `applied ${tried - remaining.length} of ${tried} events\n`);
      if (remaining.length > 0) throw stillSetAside(name, remaining);
    });
}

function stillSetAside(name: string, remaining: readonly DeadLetter[]): CliError {
  return new CliError(
    {
      title: 'Still set aside',
      detail: `${name} could not apply ${remaining.length === 1 ? '1 event' : `${remaining.length} events`}`,
      code: 'RETRY_INCOMPLETE',
      errors: remaining.map(({ type, stream, error }) => ({ field: `${type} of ${stream}`, message: error })),
    },
    ['They are kept; try again once the cause is gone.'],
  );
}

const columns: readonly Column<DeadLetter>[] = [
  { head: 'POSITION', of: ({ position }) => position, whole: true },
  { head: 'EVENT', of: ({ type }) => type },
  { head: 'STREAM', of: ({ stream }) => stream, flexible: true },
  { head: 'TRIED', of: ({ attempts }) => attempts },
  { head: 'LAST', of: ({ lastAt }) => readableTime(lastAt), optional: true },
  { head: 'ERROR', of: ({ error }) => error, flexible: true },
];
