import { type Command, InvalidArgumentError, Option } from 'commander';
import { DemoError } from '../demo/demo-error.js';
import { type DemoProgress, type DemoTotals, runDemo } from '../demo/run-demo.js';
import { assertMaySetUp, type DemoSetUp, setUpDemo } from '../demo/set-up-demo.js';
import { refused } from './api-access.js';
import type { Cli } from './cli.js';
import { CliError, UsageError } from './cli-error.js';
import { count, span } from './option-values.js';
import { safeText } from './safe-text.js';
import type { Terminal } from './terminal.js';

interface DemoCommandOptions {
  readonly seed: number;
  readonly history: number;
  readonly rate: number;
  readonly once?: true;
  readonly duration?: number;
  readonly setUp?: true;
}

const DAY_MS = 86_400_000;
/** More refusals of one batch are only counted. */
const SHOWN_REFUSALS = 5;

export function registerDemo(program: Command, cli: Cli): void {
  program
    .command('demo')
    .description('let a simulated fleet report to the service; what it reports is marked as simulated and stays')
    .addOption(new Option('--seed <n>', 'another seed is another fleet').argParser(count).default(7))
    .addOption(
      new Option('--history <span>', 'begin so long ago, as in 30d, and tell the time since then at once')
        .argParser(span)
        .default(DAY_MS, '1d'),
    )
    .addOption(new Option('--rate <x>', 'so many times as busy as the standard fleet').argParser(factor).default(1))
    .addOption(new Option('--once', 'stop when the history is told').conflicts('duration'))
    .addOption(new Option('--duration <span>', 'stop after so long, as in 10m').argParser(span))
    .option('--set-up', 'after the history, set up rules, budgets and a metric as a team would; takes an admin key')
    .action(async (options: DemoCommandOptions, command: Command) => {
      const totals = await tell(options, command, cli);
      cli.show(command, totals, () => `${summary(totals)}\n`);
      if (totals.rejected > 0) {
        throw new CliError({
          title: 'Facts refused',
          detail: `${totals.rejected} of ${totals.sent} facts were refused`,
          code: 'DEMO_FACTS_REFUSED',
        });
      }
    });
}

/** Runs until it is over, or until the program is told to end. */
async function tell(options: DemoCommandOptions, command: Command, cli: Cli): Promise<DemoTotals> {
  const { seed, history, rate, once, duration, setUp } = options;
  const durationMs = once ? 0 : duration;
  const access = cli.access(command);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  const atPresent = async () => {
    cli.terminal.err(`${setUpText(await setUpDemo({ ...access, signal: stopping.signal }))}\n`);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    if (setUp) await assertMaySetUp(access);
    return await runDemo({
      ...access,
      seed,
      historyDays: history / DAY_MS,
      rate,
      ...(durationMs === undefined ? {} : { durationMs }),
      signal: stopping.signal,
      onProgress: progressOn(cli.terminal),
      ...(setUp ? { atPresent } : {}),
    });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error instanceof DemoError ? failure(error) : error;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function failure({ code, message: detail, status }: DemoError): CliError {
  if (status !== undefined) return refused({ title: `HTTP ${status}`, detail, code, status }, null);
  if (code === 'ROLE_MISSING') {
    return new CliError({ title: 'Role missing', detail, code }, [
      'Take a key with that role; an admin makes one with `orchestrate keys create`.',
      'Without --set-up, a key with the role reporter is enough.',
    ]);
  }
  return new CliError({ title: 'Service not reachable', detail, code }, [
    'Start the service with `orchestrate serve`,',
    'or name a running one with --url or ORCHESTRATE_URL, such as http://127.0.0.1:4040.',
  ]);
}

function setUpText({ rules, budgets, metrics }: DemoSetUp): string {
  const made = [
    ...(rules.length > 0 ? [`${rules.length} alert rules enabled`] : []),
    ...(budgets.length > 0 ? [`budgets ${budgets.join(', ')}`] : []),
    ...(metrics.length > 0 ? [`metric ${metrics.join(', ')}`] : []),
  ];
  return `set up: ${made.length > 0 ? made.join('; ') : 'all was there already'}`;
}

/** A line for every tenth of the history, one when the present is reached, and whatever is refused. */
function progressOn(terminal: Terminal): (progress: DemoProgress) => void {
  let tenth = -1;
  return ({ phase, told, totals, rejected }) => {
    for (const { fact, code, detail } of rejected.slice(0, SHOWN_REFUSALS)) {
      terminal.err(`refused: ${safeText(fact.type)} ${safeText(fact.id)}: ${safeText(code)}, ${safeText(detail)}\n`);
    }
    const now = phase === 'live' ? 10 : Math.floor(told * 10);
    if (now === tenth) return;
    tenth = now;
    terminal.err(
      phase === 'live'
        ? `history told: ${summary(totals)}\n`
        : `history: ${Math.floor(told * 100)} %, ${totals.sent} facts\n`,
    );
  };
}

function summary({ sent, accepted, duplicates, rejected }: DemoTotals): string {
  return `${sent} facts sent: ${accepted} recorded, ${duplicates} known already, ${rejected} refused`;
}

function factor(text: string): number {
  const value = /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  if (value <= 0) throw new InvalidArgumentError('Give a number above 0, such as 0.5 or 10.');
  return value;
}
