import { CommanderError } from 'commander';
import { Cli, type CliParts } from './cli.js';
import { CliError, ToldFailure, UsageError } from './cli-error.js';
import { problemReport } from './problem-report.js';
import { createProgram } from './program.js';
import { safeJson, safeText } from './safe-text.js';

const OK = 0;
const FAILED = 1;
const USAGE = 2;

/** Runs one command line (without node and script) and answers its exit code. Never throws for what a user can cause. */
export async function runCli(args: readonly string[], parts: CliParts): Promise<number> {
  try {
    await createProgram(new Cli(parts)).parseAsync(args, { from: 'user' });
    return OK;
  } catch (error) {
    return report(error, parts, args.includes('--json'));
  }
}

function report(error: unknown, { terminal }: CliParts, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? OK : USAGE;
  if (error instanceof ToldFailure) return FAILED;
  if (error instanceof UsageError) {
    for (const line of error.message.split('\n')) terminal.err(`error: ${safeText(line)}\n`);
    return USAGE;
  }
  if (error instanceof CliError) {
    terminal.err(json ? `${safeJson(error.problem)}\n` : problemReport(error));
    return FAILED;
  }
  throw error;
}
