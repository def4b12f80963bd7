import { type Command, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { addAlertExplanation } from './alert-explain.cli.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import {
  allOption,
  asOfOption,
  cursorOption,
  fromOption,
  given,
  instant,
  limitOption,
  type PagingOptions,
  toOption,
  wanted,
} from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, fields, table } from './table.js';

type Alert = ApiAnswer<'listAlerts'>['items'][number];
type AlertDetail = ApiAnswer<'getAlert'>;

interface ListOptions extends PagingOptions {
  readonly status?: string;
  readonly rule?: string;
  readonly severity?: string;
  readonly label?: readonly string[];
  readonly asOf?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Commands of the group `alert` about alerts themselves. */
export function addAlerts(alert: Command, cli: Cli): void {
  alert
    .command('list')
    .description('alerts, the last that fired first; several values of a filter with commas between')
    .option('--status <statuses>', 'active: all that are not resolved; or pending, acknowledged, silenced, resolved')
    .option('--rule <name>', 'only of this rule, by its name or id')
    .option('--severity <severities>', 'only of these: critical, error, warning, info')
    .addOption(
      new Option('--label <name=value>', 'only with this label; may be given several times').argParser(
        (text, before?: readonly string[]) => [...(before ?? []), text],
      ),
    )
    .addOption(fromOption())
    .addOption(toOption())
    .addOption(asOfOption())
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: ListOptions, command: Command) => {
      const api = cli.api(command);
      const { status, rule, severity, label, asOf, from, to } = options;
      const filter = given({ status, rule, severity, label: label && [...label], asOf, from, to });
      const page = await collectPages(wanted(options), (paging) =>
        answered(api.GET('/api/alerts', { params: { query: { ...filter, ...paging } } })),
      );
      // A name that is misspelt is no reason to believe that all is well.
      if (rule !== undefined && page.items.length === 0 && options.cursor === undefined) {
        await answered(api.GET('/api/alerts/rules/{idOrName}', { params: { path: { idOrName: rule }, query: {} } }));
      }
      cli.showPage(command, page, 'alerts', (items) => table(columns, items, cli.terminal));
    });

  alert
    .command('show <id>')
    .description('one alert with all that happened to it: its steps, silences and notifications')
    .action(async (id: string, _options: object, command: Command) => {
      const shown = await answered(cli.api(command).GET('/api/alerts/{id}', { params: { path: { id } } }));
      cli.show(command, shown, () => `${fields(fieldsOf(shown))}\n${table(steps, shown.history, cli.terminal)}`);
    });

  alert
    .command('acknowledge <id>')
    .description('take an alert, so that its message is not repeated')
    .option('--note <text>', 'for whoever looks at it next')
    .option('--duration <span>', 'for so long, as in 30m or 2h; otherwise until it is resolved')
    .addOption(
      new Option('--until <time>', 'until then: a date, or a time with a zone')
        .argParser(instant)
        .conflicts('duration'),
    )
    .option('--withdraw', 'give it back instead')
    .action(async (id: string, options: AcknowledgeOptions, command: Command) => {
      const api = cli.api(command);
      const { withdraw, note, duration, until } = options;
      const path = { id };
      const answer = await answered(
        withdraw
          ? api.DELETE('/api/alerts/{id}/acknowledge', { params: { path } })
          : api.POST('/api/alerts/{id}/acknowledge', { params: { path }, body: given({ note, duration, until }) }),
      );
      cli.show(command, answer, () => `${acknowledged(answer)}\n`);
    });

  addAlertExplanation(alert, cli);
}

interface AcknowledgeOptions {
  readonly note?: string;
  readonly duration?: string;
  readonly until?: string;
  readonly withdraw?: true;
}

function acknowledged({
  id,
  ruleName,
  acknowledged: taken,
  changed,
  acknowledgedUntil,
}: ApiAnswer<'acknowledgeAlert'>) {
  const what = `alert ${safeText(id)} of ${safeText(ruleName)}`;
  if (!taken) return changed ? `gave back ${what}` : `nobody has taken ${what}`;
  const until = acknowledgedUntil === null ? '' : ` until ${readableTime(acknowledgedUntil)}`;
  return changed ? `acknowledged ${what}${until}` : `${what} is acknowledged already${until}`;
}

const columns: readonly Column<Alert>[] = [
  { head: 'ID', of: ({ id }) => id, whole: true },
  { head: 'RULE', of: ({ ruleName }) => ruleName, flexible: true },
  { head: 'STATUS', of: ({ status }) => status },
  { head: 'SEVERITY', of: ({ severity }) => severity },
  { head: 'VALUE', of: ({ value }) => value },
  { head: 'NOW', of: ({ currentValue }) => currentValue, optional: true },
  { head: 'SINCE', of: ({ triggeredAt, pendingSince }) => readableTime(triggeredAt ?? pendingSince) },
  { head: 'RESOLVED', of: ({ resolvedAt }) => readableTime(resolvedAt), optional: true },
  { head: 'LABELS', of: ({ labels }) => labelsOf(labels), flexible: true, optional: true },
];

const steps: readonly Column<AlertDetail['history'][number]>[] = [
  { head: 'AT', of: ({ at }) => readableTime(at) },
  { head: 'WHAT', of: ({ type }) => type },
  { head: 'VALUE', of: ({ value }) => value },
  { head: 'CHANNEL', of: ({ channel }) => channel, optional: true },
  { head: 'DETAIL', of: ({ detail }) => detail, flexible: true },
  { head: 'BY', of: ({ by }) => by, flexible: true, optional: true },
];

/** Those that tell one alert of a rule from another. */
function labelsOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function fieldsOf(alert: AlertDetail): [string, string | number | null][] {
  return [
    ['alert', alert.id],
    ['rule', alert.ruleName],
    ['status', alert.status],
    ['severity', alert.severity],
    ['labels', labelsOf(alert.labels)],
    ['value', alert.value],
    ['value now', alert.currentValue],
    ['condition since', readableTime(alert.pendingSince)],
    ['triggered', readableTime(alert.triggeredAt)],
    ['resolved', readableTime(alert.resolvedAt)],
    ['because', alert.resolveReason],
    ['acknowledged by', alert.acknowledgedBy],
    ['silenced by', alert.silencedBy.join(' ') || null],
    ...Object.entries(alert.annotations),
  ];
}
