import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { given } from './option-values.js';
import { answeredWithPlaces, showWarnings } from './rule-remarks.js';
import { safeText } from './safe-text.js';

interface ExportOptions {
  readonly enabled?: true;
  readonly group?: string;
}

/** `import` and `export` of the group `alert rules`. */
export function addAlertRuleFiles(rules: Command, cli: Cli): void {
  rules
    .command('import <file>')
    .description('take over the rules of a file: our own form, or that of Prometheus; all of them or none')
    .option('--replace', 'a rule takes the place of the one that has its name')
    .action(async (file: string, { replace }: { replace?: true }, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: true }>();
      const content = await reading(file, readFile(file, 'utf8'));
      const query = given({ replace: replace ? ('true' as const) : undefined });
      const call = cli.api(command).POST('/api/alerts/rules/import', { params: { query }, body: { content } });
      const imported = await answeredWithPlaces(cli.terminal, json === true, call);
      const { created, changed, unchanged, notTaken, warnings } = imported;
      cli.show(command, imported, () => `${created} created, ${changed} changed, ${unchanged} unchanged\n`);
      if (json) return;
      for (const { group, record } of notTaken) {
        cli.terminal.err(`not taken: the recording rule ${safeText(record)} of the group ${safeText(group)}\n`);
      }
      showWarnings(cli.terminal, warnings);
    });

  rules
    .command('export [file]')
    .description('write the rules as a rule file of Prometheus, or print it')
    .option('--enabled', 'only rules that are evaluated')
    .option('--group <groups>', 'only of these groups')
    .action(async (file: string | undefined, { enabled, group }: ExportOptions, command: Command) => {
      const query = { format: 'json' as const, ...given({ group, enabled: enabled ? ('true' as const) : undefined }) };
      const exported = await answered(cli.api(command).GET('/api/alerts/rules/export', { params: { query } }));
      if (typeof exported === 'string') return cli.terminal.out(exported);
      if (file === undefined) return cli.show(command, exported, () => exported.content);
      await reading(file, writeFile(file, exported.content));
      cli.show(command, { file, rules: exported.rules }, () => `wrote ${exported.rules} rules to ${safeText(file)}\n`);
    });
}

async function reading<T>(file: string, access: Promise<T>): Promise<T> {
  return access.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError({ title: 'File', detail: `${file}: ${reason}`, code: 'FILE_NOT_ACCESSIBLE' });
  });
}
