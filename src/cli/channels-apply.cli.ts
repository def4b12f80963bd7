import type { Command } from 'commander';
import type { ApiAnswer, ApiClient } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import { type FileChannel, readChannelFile } from './channel-file.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { safeText } from './safe-text.js';

type Written = ApiAnswer<'createChannel'>;

interface Applied {
  readonly name: string;
  readonly outcome: 'created' | 'changed' | 'unchanged';
  readonly issued: Written['issued'];
}

/** What a channel is where the file does not say it: the same, whatever it was before. */
const usual = {
  config: {},
  enabled: true,
  sendResolved: true,
  templates: [],
  messagesPerMinute: null,
  fallback: null,
};

/** `apply` of the group `channels`. */
export function addChannelsApply(channels: Command, cli: Cli): void {
  channels
    .command('apply')
    .argument('<file>', 'YAML with a list `channels`')
    .description('set up channels as a file says; those that it does not name stay as they are; only admins may')
    .action(async (file: string, _options: object, command: Command) => {
      const api = cli.api(command);
      const applied: Applied[] = [];
      for (const channel of readChannelFile(file, cli.env)) applied.push(await apply(channel, api));
      cli.show(command, { channels: applied }, () =>
        applied.map(({ outcome, name }) => `${outcome} ${safeText(name)}\n`).join(''),
      );
      for (const { name, issued } of applied) tellIssued(name, issued, cli);
    });
}

async function apply(channel: FileChannel, api: ApiClient): Promise<Applied> {
  const { name } = channel;
  const body = { ...usual, ...channel };
  // The service judges what the file says; the program only carries it.
  const created = await answered(api.POST('/api/channels', { body: body as never })).catch((error: unknown) => {
    if (error instanceof CliError && error.problem.code === 'CHANNEL_EXISTS') return undefined;
    throw inChannel(name, error);
  });
  if (created) return { name, outcome: 'created', issued: created.issued };
  const { name: _name, ...change } = body;
  const params = { path: { idOrName: name } };
  const changed = await answered(api.PUT('/api/channels/{idOrName}', { params, body: change as never })).catch(
    (error: unknown) => {
      throw inChannel(name, error);
    },
  );
  return { name, outcome: changed.changed ? 'changed' : 'unchanged', issued: {} };
}

function inChannel(name: string, error: unknown): unknown {
  if (!(error instanceof CliError)) return error;
  return new CliError({ ...error.problem, detail: `channel ${name}: ${error.problem.detail}` }, error.waysOut);
}

/** Prints secrets that were made for a channel, where programs do not read them by mistake. */
export function tellIssued(name: string, issued: Written['issued'], cli: Cli): void {
  for (const [field, value] of Object.entries(issued)) {
    cli.terminal.err(`${field} of ${safeText(name)}: ${value}\n  this is the only time it is shown, so keep it now\n`);
  }
}
