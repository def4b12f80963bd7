import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { brokenOff, streamed } from './api-access.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { fromOption, given, toOption } from './option-values.js';
import { partProgress } from './part-progress.js';
import { readableSeconds, readableTime } from './readable.js';
import { type Column, table } from './table.js';
import type { Terminal } from './terminal.js';

type Answer = ApiAnswer<'backtestAlertRule'>;
type Access = Parameters<typeof streamed>[0];
type Outcome = Answer['results'][number];
type Line =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | ({ readonly type: 'result' } & Answer)
  | { readonly type: 'error'; readonly code: string; readonly detail: string };

/** Such a part of the stretch without samples is worth a word. */
const MUCH = 0.05;

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly threshold?: readonly number[];
}

/** `backtest` of the group `alert rules`. */
export function addAlertBacktest(rules: Command, cli: Cli): void {
  rules
    .command('backtest <name>')
    .description(
      'try an alert rule on the recorded past: when it would have fired, for how long, with how many messages',
    )
    .addOption(fromOption())
    .addOption(toOption())
    .option('--threshold <numbers>', 'compare with other thresholds, commas between', numbers)
    .action(async (name: string, { from, to, threshold }: Options, command: Command) => {
      const body = given({ from, to, thresholds: threshold });
      const answer = await tried(cli.access(command), name, body, cli.terminal);
      cli.show(command, answer, () => report(answer, cli.terminal));
    });
}

async function tried(access: Access, name: string, body: object, terminal: Terminal): Promise<Answer> {
  const answer = await streamed(access, `/api/alerts/rules/${encodeURIComponent(name)}/backtest`, {
    method: 'POST',
    headers: { accept: 'application/x-ndjson', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const progress = partProgress(terminal);
  try {
    for await (const text of createInterface({ input: answer })) {
      const line = JSON.parse(text) as Line;
      if (line.type === 'result') {
        const { type: _type, ...result } = line;
        return result;
      }
      if (line.type === 'error') throw new CliError({ title: 'Back-test', detail: line.detail, code: line.code });
      progress.show(line.done / line.total);
    }
  } finally {
    progress.end();
  }
  throw brokenOff('Back-test');
}

function report(answer: Answer, terminal: Terminal): string {
  const { from, to, stepSeconds, results } = answer;
  const [asItStands] = results;
  const head = `${readableTime(from)} to ${readableTime(to)}, every ${readableSeconds(stepSeconds)}\n${known(answer)}`;
  const alerts = asItStands?.alerts ?? [];
  const listed = alerts.length === 0 ? '' : `\n${table(alertColumns, alerts, terminal)}`;
  return `${head}\n${table(outcomeColumns, results, terminal)}${listed}`;
}

/** Which part of the stretch the answer is about: where nothing was recorded, nothing fires either. */
function known({ from, to, dataFrom }: Answer): string {
  if (dataFrom === null) return 'There are no samples of what the condition reads in that time.\n';
  const leftOutMs = Date.parse(dataFrom) - Date.parse(from);
  if (leftOutMs < MUCH * (Date.parse(to) - Date.parse(from))) return '';
  const span = readableSeconds((Date.parse(to) - Date.parse(dataFrom)) / 1_000);
  return `There are samples from ${readableTime(dataFrom)} on only: what follows is about those ${span}.\n`;
}

const outcomeColumns: readonly Column<Outcome>[] = [
  { head: 'THRESHOLD', of: ({ threshold }) => (threshold === null ? 'as it is' : String(threshold)) },
  { head: 'FIRED', of: ({ firings }) => String(firings) },
  { head: 'ONLY PENDING', of: ({ neverFired }) => String(neverFired) },
  { head: 'FIRING', of: ({ firingSeconds }) => readableSeconds(firingSeconds) },
  { head: 'LONGEST', of: ({ longestSeconds }) => readableSeconds(longestSeconds) },
  { head: 'MESSAGES', of: ({ messages }) => messages.map(({ channel, count }) => `${channel} ${count}`).join(', ') },
  { head: 'FAILED', of: ({ failedEvaluations }) => String(failedEvaluations) },
];

const alertColumns: readonly Column<Outcome['alerts'][number]>[] = [
  { head: 'FIRED AT', of: ({ firedAt }) => readableTime(firedAt) },
  { head: 'RESOLVED AT', of: ({ resolvedAt }) => (resolvedAt === null ? 'still firing' : readableTime(resolvedAt)) },
  { head: 'VALUE', of: ({ value }) => value },
  { head: 'LABELS', of: ({ labels }) => labelsText(labels), flexible: true },
];

function labelsText({ alertname: _rule, ...labels }: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function numbers(text: string): readonly number[] {
  const found = text.split(',').map(Number);
  if (text.trim() === '' || found.some((one) => !Number.isFinite(one))) {
    throw new InvalidArgumentError('numbers with commas between, as in 0.1,0.5');
  }
  return found;
}
