import { type Command, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import {
  allOption,
  cursorOption,
  fromOption,
  given,
  limitOption,
  type PagingOptions,
  toOption,
  wanted,
} from './option-values.js';
import { readableTime } from './readable.js';
import { type Column, table } from './table.js';

type Notification = ApiAnswer<'listNotifications'>['items'][number];
type TestedChannel = ApiAnswer<'testAlertRule'>['channels'][number];

interface ListOptions extends PagingOptions {
  readonly channel?: string;
  readonly alert?: string;
  readonly status?: string;
  readonly from?: string;
  readonly to?: string;
}

/** `orchestrate notifications`. */
export function addNotifications(program: Command, cli: Cli): void {
  const notifications = program.command('notifications').description('what was told over which channel');

  notifications
    .command('list')
    .description('messages with what became of them, the latest first')
    .option('--channel <names>', 'only over these channels, with commas between')
    .option('--alert <id>', 'only those that tell of this alert')
    .addOption(new Option('--status <statuses>', 'only these: queued, retrying, sent, failed, superseded'))
    .addOption(fromOption())
    .addOption(toOption())
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: ListOptions, command: Command) => {
      const { channel, alert, status, from, to } = options;
      const filter = given({ channel, alert, status, from, to });
      const page = await collectPages(wanted(options), (paging) =>
        answered(cli.api(command).GET('/api/notifications', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'notifications', (items) => table(columns, items, cli.terminal));
    });

  notifications
    .command('resend <id>')
    .description('have a message sent again, as it was')
    .action(async (id: string, _options: object, command: Command) => {
      const resent = await answered(
        cli.api(command).POST('/api/notifications/{id}/resend', { params: { path: { id } } }),
      );
      cli.show(command, resent, () => `sending it again over ${resent.channelName}, as ${resent.id}\n`);
    });
}

/** `alert test <name>`: really delivers, and says what each channel answered. */
export function addAlertTest(alert: Command, cli: Cli): void {
  alert
    .command('test <name>')
    .description('send a test message over each channel of a rule')
    .action(async (name: string, _options: object, command: Command) => {
      const tested = await answered(
        cli.api(command).POST('/api/alerts/rules/{idOrName}/test', { params: { path: { idOrName: name } } }),
      );
      cli.show(command, tested, () => table(testColumns, tested.channels, cli.terminal));
      if (!tested.delivered) throw undelivered(tested.ruleName, tested.channels);
    });
}

function undelivered(rule: string, channels: readonly TestedChannel[]): CliError {
  const failed = channels.filter(({ delivered }) => !delivered);
  return new CliError(
    {
      title: 'Not delivered',
      detail: `${failed.length} of ${channels.length} channels of ${rule} did not take the message`,
      code: 'TEST_NOT_DELIVERED',
      errors: failed.map(({ name, detail }) => ({ field: name, message: detail })),
    },
    ['See `orchestrate channels show <name>` for how a channel is set up.'],
  );
}

const testColumns: readonly Column<TestedChannel>[] = [
  { head: 'CHANNEL', of: ({ name }) => name },
  { head: 'RESULT', of: ({ delivered }) => (delivered ? 'delivered' : 'failed') },
  { head: 'ANSWER', of: ({ detail }) => detail, flexible: true },
];

const columns: readonly Column<Notification>[] = [
  { head: 'ID', of: ({ id }) => id, whole: true },
  { head: 'QUEUED', of: ({ queuedAt }) => readableTime(queuedAt) },
  { head: 'CHANNEL', of: ({ channelName }) => channelName },
  { head: 'REASON', of: ({ reason }) => reason },
  { head: 'STATUS', of: ({ status }) => status },
  { head: 'ALERTS', of: ({ alerts }) => alerts.length },
  { head: 'TRIES', of: ({ attempts }) => attempts, optional: true },
  { head: 'ERROR', of: ({ error }) => error, flexible: true },
];
