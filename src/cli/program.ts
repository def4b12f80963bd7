import { Command, Option } from 'commander';
import { addAgents } from './agents.cli.js';
import { addAlert } from './alert.cli.js';
import { addAnalytics } from './analytics.cli.js';
import { addSessions } from './attribution.cli.js';
import { addAudit } from './audit.cli.js';
import { addChannels } from './channels.cli.js';
import type { Cli } from './cli.js';
import { addCompletion } from './completion.cli.js';
import { addConfig } from './config.cli.js';
import { registerDemo } from './demo.cli.js';
import { addCost } from './cost.cli.js';
import { addKeys } from './keys.cli.js';
import { addMetrics } from './metrics.cli.js';
import { addNotifications } from './notifications.cli.js';
import { addProjections } from './projections.cli.js';
import { addServe } from './serve.cli.js';
import { addSilences } from './silences.cli.js';
import { addTraces } from './traces.cli.js';
import { version } from './version.js';

const EXIT_CODES = `
Exit codes: 0 done, 1 refused or failed, 2 the command line is wrong.
The service to talk to: ORCHESTRATE_URL and ORCHESTRATE_API_KEY, or --url and --api-key.`;

/** Every command of the program. */
export function createProgram(cli: Cli): Command {
  const program = new Command('orchestrate')
    .description('Monitoring and alerting for fleets of AI coding agents')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show what a command does and takes')
    .addOption(new Option('--url <url>', 'service to talk to, instead of ORCHESTRATE_URL'))
    .addOption(new Option('--api-key <key>', 'key to present, instead of ORCHESTRATE_API_KEY'))
    .option('--json', 'print what the API answered, for programs')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXIT_CODES)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.terminal.out(text),
      writeErr: (text) => cli.terminal.err(text),
      ...(cli.terminal.columns === undefined ? {} : { getOutHelpWidth: () => cli.terminal.columns ?? 80 }),
      getOutHasColors: () => cli.terminal.colour,
      getErrHasColors: () => cli.terminal.colour,
    });
  for (const add of [
    addServe,
    addAgents,
    addSessions,
    addAlert,
    addTraces,
    addSilences,
    addNotifications,
    addAnalytics,
    addCost,
    addMetrics,
    addAudit,
    addProjections,
    addKeys,
    addChannels,
    addConfig,
    registerDemo,
    addCompletion,
  ])
    add(program, cli);
  return program;
}
