import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ApiAnswer, ApiClient } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { CliError, UsageError } from './cli-error.js';
import { addDeadLetters } from './dead-letters.cli.js';
import { readableSeconds } from './readable.js';
import { rebuildProgress } from './rebuild-progress.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';

export type ProjectionStatus = ApiAnswer<'listProjections'>['items'][number];

const LOOK_EVERY_MS = 250;

interface RebuildOptions {
  readonly all?: true;
  readonly wait?: true;
}

export function addProjections(program: Command, cli: Cli): void {
  const projections = program.command('projections').description('the read models that are derived from the event log');
  projections
    .command('list', { isDefault: true })
    .description('every projection: how far it is, and what it set aside')
    .action(async (_options: object, command: Command) => {
      const page = await answered(cli.api(command).GET('/api/projections'));
      cli.showPage(command, page, 'projections', (items) => table(columns, items, cli.terminal));
    });

  projections
    .command('rebuild [name]')
    .description('derive one projection, or all, from the log anew; the old tables serve until the new ones are ready')
    .option('--all', 'every projection')
    .option('--wait', 'wait until it is done, and show how far it is')
    .action(async (name: string | undefined, { all, wait }: RebuildOptions, command: Command) => {
      if ((name === undefined) === (all === undefined)) {
        throw new UsageError('name one projection, or say --all; `orchestrate projections list` shows the names');
      }
      const api = cli.api(command);
      const { rebuilding } = await answered(
        name === undefined
          ? api.POST('/api/projections/rebuild')
          : api.POST('/api/projections/{name}/rebuild', { params: { path: { name } } }),
      );
      if (!wait) {
        cli.show(command, { rebuilding }, () => rebuilding.map((each) => `rebuilding ${safeText(each)}\n`).join(''));
        return;
      }
      const done = await awaitRebuilds(api, rebuilding, cli);
      cli.show(command, { rebuilt: done }, () => done.map((each) => `rebuilt ${safeText(each)}\n`).join(''));
    });

  addDeadLetters(projections, cli);
}

/** Looks again and again until no rebuild is under way; throws when one has failed. */
async function awaitRebuilds(api: ApiClient, names: readonly string[], { terminal }: Cli): Promise<readonly string[]> {
  const progress = rebuildProgress(names, terminal);
  try {
    for (;;) {
      const { items } = await answered(api.GET('/api/projections'));
      const chosen = items.filter(({ name }) => names.includes(name));
      progress.show(chosen);
      if (chosen.every(({ rebuild }) => rebuild === null || rebuild.state === 'failed')) {
        return outcomeOf(chosen);
      }
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    progress.end();
  }
}

function outcomeOf(statuses: readonly ProjectionStatus[]): readonly string[] {
  const failed = statuses.filter(({ rebuild }) => rebuild?.state === 'failed');
  if (failed.length === 0) return statuses.map(({ name }) => name);
  throw new CliError(
    {
      title: 'Rebuild failed',
      detail: `${failed.length} of ${statuses.length} could not be rebuilt; their old tables go on serving`,
      code: 'REBUILD_FAILED',
      errors: failed.map(({ name, rebuild }) => ({ field: name, message: rebuild?.failure ?? 'no reason was given' })),
    },
    ['A rebuild stops at the first event that cannot be applied; after a fix, start it again.'],
  );
}

const columns: readonly Column<ProjectionStatus>[] = [
  { head: 'NAME', of: ({ name }) => name },
  { head: 'VERSION', of: ({ version }) => version },
  { head: 'STATE', of: ({ state }) => state },
  { head: 'BEHIND', of: ({ behindSeconds }) => readableSeconds(behindSeconds) },
  { head: 'EVENTS', of: ({ events }) => events },
  { head: 'SET ASIDE', of: ({ deadLetters }) => deadLetters },
  { head: 'REBUILD', of: ({ rebuild }) => rebuild && `${rebuild.state} ${percent(rebuild.progress)}` },
  { head: 'FAILURE', of: ({ failure, rebuild }) => failure ?? rebuild?.failure ?? null, flexible: true },
];

const percent = (part: number): string => `${Math.floor(part * 100)} %`;
