import { type Command, Option } from 'commander';
import { type Role, roles } from '../kernel/principal.js';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { collectPages } from '../platform/api-client/collect-pages.js';
import { allOption, cursorOption, given, limitOption, type PagingOptions, wanted } from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';

type ApiKey = ApiAnswer<'listApiKeys'>['items'][number];

interface ListOptions extends PagingOptions {
  readonly role?: Role;
  readonly status?: 'active' | 'revoked';
}

export function addKeys(program: Command, cli: Cli): void {
  const keys = program.command('keys').description('API keys; only admins may see and change them');
  keys
    .command('list', { isDefault: true })
    .description('API keys, the newest first; never the keys themselves')
    .addOption(new Option('--role <role>', 'only of this role').choices(roles))
    .addOption(new Option('--status <status>', 'only of this status').choices(['active', 'revoked']))
    .addOption(limitOption(50))
    .addOption(allOption())
    .addOption(cursorOption())
    .action(async (options: ListOptions, command: Command) => {
      const api = cli.api(command);
      const filter = given({ role: options.role, status: options.status });
      const page = await collectPages(wanted(options), (paging) =>
        answered(api.GET('/api/keys', { params: { query: { ...filter, ...paging } } })),
      );
      cli.showPage(command, page, 'keys', (items) => table(columns, items, cli.terminal));
    });

  keys
    .command('create')
    .description('issue a key and print it; it is shown this once and never again')
    .requiredOption('--name <name>', 'what the key is for, as the audit trail will show it')
    .addOption(
      new Option('--role <role>', 'admin: everything; operator: view and operate; viewer: view; reporter: send facts')
        .choices(roles)
        .makeOptionMandatory(),
    )
    .action(async (body: { name: string; role: Role }, command: Command) => {
      const created = await answered(cli.api(command).POST('/api/keys', { body }));
      cli.show(command, created, () => `${created.key}\n`);
      const { id, name, role } = created;
      cli.terminal.err(
        `key ${id} of role ${role} for ${safeText(name)}: this is the only time it is shown, so keep it now\n`,
      );
    });

  keys
    .command('revoke <id>')
    .description('withdraw a key for good and end its sessions')
    .action(async (id: string, _options: object, command: Command) => {
      const revoked = await answered(cli.api(command).DELETE('/api/keys/{id}', { params: { path: { id } } }));
      cli.show(command, revoked, () => `revoked ${safeText(revoked.id)}\n`);
    });
}

const columns: readonly Column<ApiKey>[] = [
  { head: 'ID', of: ({ id }) => id, whole: true },
  { head: 'NAME', of: ({ name }) => name, flexible: true },
  { head: 'ROLE', of: ({ role }) => role },
  { head: 'BEGINS', of: ({ prefix }) => prefix, optional: true },
  { head: 'STATUS', of: ({ status }) => status },
  { head: 'CREATED', of: ({ createdAt }) => readableTime(createdAt), optional: true },
  { head: 'BY', of: ({ createdBy }) => createdBy, flexible: true, optional: true },
  { head: 'REVOKED', of: ({ revokedAt }) => readableTime(revokedAt), optional: true },
];
