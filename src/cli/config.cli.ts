import type { Command } from 'commander';
import { ConfigError } from '../config/config-error.js';
import { type EffectiveSetting, effectiveSettings } from '../config/effective-settings.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';

export function addConfig(program: Command, cli: Cli): void {
  const config = program.command('config').description("the service's settings");
  config
    .command('check')
    .description('check the environment as a start would, without starting: every fault, or what counts')
    .action((_options: object, command: Command) => {
      const { settings, warnings } = checked(cli.env);
      cli.show(command, { settings, warnings }, () => table(columns, settings, cli.terminal));
      for (const warning of warnings) cli.terminal.err(`warning: ${safeText(warning)}\n`);
    });
}

function checked(env: Cli['env']) {
  try {
    return effectiveSettings(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { faults } = error;
    throw new CliError(
      {
        title: 'Configuration',
        detail: faults.length === 1 ? '1 fault' : `${faults.length} faults`,
        code: 'CONFIG_INVALID',
        errors: faults.map(({ variable, problem }) => ({ field: variable, message: problem })),
      },
      ['All variables: docs/configuration.md'],
    );
  }
}

const columns: readonly Column<EffectiveSetting>[] = [
  { head: 'VARIABLE', of: ({ variable }) => variable },
  { head: 'VALUE', of: ({ value }) => value, flexible: true },
  { head: 'FROM', of: ({ from, reserved }) => (reserved ? `${from}, reserved` : from) },
];
