import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { brokenOff, streamed } from './api-access.js';
import { type AuditFilterOptions, auditFilterOf, withAuditFilters } from './audit-filter-options.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { safeText } from './safe-text.js';
import type { Terminal } from './terminal.js';

interface ExportOptions extends AuditFilterOptions {
  readonly format: 'csv' | 'ndjson' | 'json';
  readonly out?: string;
}

/** `export` of the group `audit`. */
export function addAuditExport(audit: Command, cli: Cli): void {
  withAuditFilters(
    audit
      .command('export')
      .description('every entry that a search would find, as a file; printed unless one is named')
      .addOption(new Option('--format <format>', 'form of the file').choices(['csv', 'ndjson', 'json']).default('csv'))
      .option('--out <file>', 'write here; what is there is replaced once all has come'),
  ).action(async ({ format, out, ...options }: ExportOptions, command: Command) => {
    const query = new URLSearchParams({ format, ...auditFilterOf(options) });
    const answer = await streamed(cli.access(command), `/api/audit/export?${query}`);
    if (out === undefined) return print(answer, cli.terminal);
    await save(answer, out);
    cli.show(command, { file: out, format }, () => `wrote ${safeText(out)}\n`);
  });
}

/** As it came for a pipe; line by line, harmless, where a terminal would obey it. */
async function print(answer: Readable, terminal: Terminal): Promise<void> {
  try {
    if (terminal.columns === undefined) {
      for await (const text of answer.setEncoding('utf8')) terminal.out(text as string);
      return;
    }
    for await (const line of createInterface({ input: answer, crlfDelay: Infinity })) {
      terminal.out(`${safeText(line)}\n`);
    }
  } catch {
    throw brokenOff('Export');
  }
}

/** The file has its name only when it is whole. */
async function save(answer: Readable, file: string): Promise<void> {
  const part = `${file}.part`;
  let broken = false;
  answer.on('error', () => (broken = true));
  try {
    // The file is there before anything can break off: one that is still to come could not be removed.
    const written = await open(part, 'w');
    await pipeline(answer, written.createWriteStream());
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (broken) throw brokenOff('Export');
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError({ title: 'File', detail: `${file}: ${reason}`, code: 'FILE_NOT_ACCESSIBLE' });
  }
}
