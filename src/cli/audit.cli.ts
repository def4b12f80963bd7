import { type Command, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { collectPages } from './collect-pages.js';
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
import { readableDetails, readableTime } from './readable.js';
import { type Column, table } from './table.js';

type AuditEntry = ApiAnswer<'searchAudit'>['items'][number];

interface SearchOptions extends PagingOptions {
  readonly actor?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly outcome?: string;
  readonly text?: string;
  readonly demo?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly order: 'asc' | 'desc';
}

export function addAudit(program: Command, cli: Cli): void {
  const audit = program.command('audit').description('who did what, and what was refused');
  audit
    .command('search', { isDefault: true })
    .description('entries of the audit log, the newest first')
    .option('--actor <name>', 'only by this person, program or key (name, or id of the key)')
    .option('--action <action>', 'only this action, as in agent.spawned; with * at the end, all that begin so: agent.*')
    .option('--resource <resource>', 'only about this, as in config:max.agents, or a whole kind: config:*')
    .option('--outcome <outcomes>', 'only with these outcomes: success, failure, denied')
    .option('--text <text>', 'only with this text in actor, action, resource, details, address or program')
    .option('--demo', 'only simulated entries')
    .option('--no-demo', 'only real entries')
    .addOption(fromOption())
    .addOption(toOption())
    .addOption(new Option('--order <order>', 'order by time').choices(['asc', 'desc']).default('desc'))
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: SearchOptions, command: Command) => {
      const api = cli.api(command);
      const { actor, action, resource, outcome, text, from, to, order } = options;
      const demo = options.demo === undefined ? undefined : options.demo ? ('true' as const) : ('false' as const);
      const filter = given({ actor, action, resource, outcome, text, demo, from, to, order });
      const page = await collectPages(wanted(options), (paging) =>
        answered(api.GET('/api/audit', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'entries', (items) => table(columns, items, cli.terminal));
    });
}

const columns: readonly Column<AuditEntry>[] = [
  { head: 'TIME', of: ({ timestamp }) => readableTime(timestamp) },
  { head: 'ACTOR', of: ({ actor }) => actor, flexible: true },
  { head: 'ACTION', of: ({ action }) => action },
  { head: 'RESOURCE', of: ({ resource }) => resource, flexible: true },
  { head: 'OUTCOME', of: ({ outcome }) => outcome },
  { head: 'ADDRESS', of: ({ ipAddress }) => ipAddress, optional: true },
  { head: 'DETAILS', of: ({ details }) => readableDetails(told(details)), flexible: true, optional: true },
];

/** Where the event behind an entry stands in the log: for programs, with --json. */
const ofTheLog: ReadonlySet<string> = new Set(['eventId', 'eventType', 'stream', 'correlationId', 'source']);

function told(details: AuditEntry['details']): AuditEntry['details'] {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !ofTheLog.has(name)));
}
