import type { Command } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import { addAuditExport } from './audit-export.cli.js';
import { addAuditVerify } from './audit-verify.cli.js';
import { type AuditFilterOptions, auditFilterOf, withAuditFilters } from './audit-filter-options.js';
import type { Cli } from './cli.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import { allOption, cursorOption, limitOption, type PagingOptions, wanted } from './option-values.js';
import { readableDetails, readableTime } from './readable.js';
import { type Column, table } from './table.js';

type AuditEntry = ApiAnswer<'searchAudit'>['items'][number];

export function addAudit(program: Command, cli: Cli): void {
  const audit = program.command('audit').description('who did what, and what was refused');
  withAuditFilters(
    audit.command('search', { isDefault: true }).description('entries of the audit log, the newest first'),
  )
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: AuditFilterOptions & PagingOptions, command: Command) => {
      const api = cli.api(command);
      const filter = auditFilterOf(options);
      const page = await collectPages(wanted(options), (paging) =>
        answered(api.GET('/api/audit', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'entries', (items) => table(columns, items, cli.terminal));
    });
  addAuditExport(audit, cli);
  addAuditVerify(audit, cli);
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
