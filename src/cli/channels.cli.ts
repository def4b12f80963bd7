import { type Command, Option } from 'commander';
import { channelKinds, type ChannelKind } from '../kernel/alert-vocabulary.js';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import { collectNamed, configOf, type NamedValues, secretFrom } from './channel-settings.js';
import { addChannelsApply, tellIssued } from './channels-apply.cli.js';
import type { Cli } from './cli.js';
import { ToldFailure } from './cli-error.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import { allOption, count, cursorOption, given, limitOption, type PagingOptions, wanted } from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, fields, table } from './table.js';

type Channel = ApiAnswer<'getChannel'>;

interface SettingOptions {
  readonly config?: NamedValues;
  readonly secret?: NamedValues;
  readonly fallback?: string;
  readonly messagesPerMinute?: number;
  readonly enabled?: boolean;
  readonly resolved?: boolean;
}

export function addChannels(program: Command, cli: Cli): void {
  const channels = program.command('channels').description('over what people are told of alerts');
  addReading(channels, cli);
  addWriting(channels, cli);
  addChannelsApply(channels, cli);
}

function addReading(channels: Command, cli: Cli): void {
  channels
    .command('list', { isDefault: true })
    .description('notification channels, the newest first')
    .addOption(new Option('--kind <kind>', 'only of this kind').choices(channelKinds))
    .addOption(new Option('--health <health>', 'only in this state').choices(['unknown', 'healthy', 'failing']))
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: PagingOptions & { kind?: ChannelKind; health?: Channel['health'] }, command: Command) => {
      const api = cli.api(command);
      const filter = given({ kind: options.kind, health: options.health });
      const page = await collectPages(wanted(options), (paging) =>
        answered(api.GET('/api/channels', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'channels', (items) => table(columns, items, cli.terminal));
    });

  channels
    .command('show <channel>')
    .description('one channel, by name or id; never its secrets')
    .action(async (idOrName: string, _options: object, command: Command) => {
      const channel = await answered(
        cli.api(command).GET('/api/channels/{idOrName}', { params: { path: { idOrName } } }),
      );
      cli.show(command, channel, () => fields(fieldsOf(channel)));
    });

  channels
    .command('test <channel>')
    .description('send a test message and say what came of it')
    .action(async (idOrName: string, _options: object, command: Command) => {
      const tested = await answered(
        cli.api(command).POST('/api/channels/{idOrName}/test', { params: { path: { idOrName } } }),
      );
      const outcome = tested.delivered ? 'delivered' : 'not delivered';
      cli.show(command, tested, () => `${outcome} over ${safeText(tested.name)}: ${safeText(tested.detail)}\n`);
      if (!tested.delivered) throw new ToldFailure();
    });
}

function addWriting(channels: Command, cli: Cli): void {
  withSettings(
    channels
      .command('create')
      .description('set up a channel; only admins may. What each kind needs: docs/channels.md')
      .requiredOption('--name <name>', 'unique; rules name channels by it')
      .addOption(new Option('--kind <kind>', 'what it sends to').choices(channelKinds).makeOptionMandatory()),
  ).action(
    async ({ name, kind, ...options }: SettingOptions & { name: string; kind: ChannelKind }, command: Command) => {
      const body = { name, kind, ...settingsOf(options, cli) };
      const created = await answered(cli.api(command).POST('/api/channels', { body }));
      cli.show(command, created, () => `created ${safeText(created.name)}\n`);
      tellIssued(created.name, created.issued, cli);
    },
  );

  withSettings(
    channels.command('update <channel>').description('change a channel; what is not named stays as it is'),
  ).action(async (idOrName: string, options: SettingOptions, command: Command) => {
    const changed = await answered(
      cli.api(command).PUT('/api/channels/{idOrName}', {
        params: { path: { idOrName } },
        body: settingsOf(options, cli),
      }),
    );
    cli.show(command, changed, () => `${changed.changed ? 'changed' : 'unchanged'} ${safeText(changed.name)}\n`);
  });

  channels
    .command('delete <channel>')
    .description('delete a channel and its secrets; only admins may')
    .option('--force', 'also when rules or other channels name it')
    .action(async (idOrName: string, { force }: { force?: true }, command: Command) => {
      const query = force ? { force: 'true' as const } : {};
      const deleted = await answered(
        cli.api(command).DELETE('/api/channels/{idOrName}', { params: { path: { idOrName }, query } }),
      );
      cli.show(command, deleted, () => `deleted ${safeText(deleted.name)}\n`);
    });
}

function withSettings(command: Command): Command {
  return (
    command
      .addOption(
        new Option('--config <name=value>', 'a setting of the kind; again for another').argParser(collectNamed),
      )
      .addOption(
        new Option('--secret <name=source>', 'a secret of the kind: env:NAME, file:path or the text').argParser(
          collectNamed,
        ),
      )
      .option('--fallback <channel>', 'the channel that is used when this one fails for good')
      .addOption(new Option('--messages-per-minute <n>', 'what is beyond becomes a digest').argParser(count))
      // Each before its opposite: else what is not given would count as given.
      .option('--enabled', 'send over it')
      .option('--no-enabled', 'do not send over it')
      .option('--resolved', 'tell that an alert is over, too')
      .option('--no-resolved', 'do not tell that an alert is over')
  );
}

/** Only what was given is sent. */
function settingsOf({ config, secret, fallback, messagesPerMinute, enabled, resolved }: SettingOptions, cli: Cli) {
  return given({
    config: config && configOf(config),
    secrets:
      secret && Object.fromEntries(Object.entries(secret).map(([name, from]) => [name, secretFrom(from, cli.env)])),
    fallback,
    messagesPerMinute,
    enabled,
    sendResolved: resolved,
  });
}

const columns: readonly Column<Channel>[] = [
  { head: 'NAME', of: ({ name }) => name, whole: true },
  { head: 'KIND', of: ({ kind }) => kind },
  { head: 'ENABLED', of: ({ enabled }) => (enabled ? 'yes' : 'no') },
  { head: 'HEALTH', of: ({ health }) => health },
  { head: 'WHY', of: ({ healthReason }) => healthReason, flexible: true, optional: true },
  { head: 'FALLBACK', of: ({ fallback }) => fallback, optional: true },
  { head: 'CREATED', of: ({ createdAt }) => readableTime(createdAt), optional: true },
];

function fieldsOf(channel: Channel): [string, string | number | null][] {
  const { id, name, kind, enabled, health, healthReason, config, secrets } = channel;
  return [
    ['name', name],
    ['id', id],
    ['kind', kind],
    ['enabled', enabled ? 'yes' : 'no'],
    ['health', healthReason === null ? health : `${health}: ${healthReason}`],
    ...Object.entries(config).map(([key, value]): [string, string] => [`config ${key}`, textOf(value)]),
    ...Object.entries(secrets).map(([key, { changedAt }]): [string, string] => [
      `secret ${key}`,
      `set ${readableTime(changedAt)}`,
    ]),
    ['tells the end', channel.sendResolved ? 'yes' : 'no'],
    ['messages a minute', channel.messagesPerMinute ?? 'as usual'],
    ['fallback', channel.fallback ?? 'none'],
    ['templates', channel.templates.length],
    ['tested', readableTime(channel.testedAt) ?? 'never'],
    ['created', `${readableTime(channel.createdAt)} by ${channel.createdBy}`],
    ['updated', `${readableTime(channel.updatedAt)} by ${channel.updatedBy}`],
  ];
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
