import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { given } from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { fields } from './table.js';

type TraceExport = ApiAnswer<'getTraceExport'>;
type Outcome = TraceExport['agents'];

interface EnableOptions {
  readonly exporter: TraceExport['exporter'];
  readonly endpoint?: string;
  readonly sampleRate?: number;
}

/** `enable`, `disable` and `status` of the group `trace`. */
export function addTraceExport(trace: Command, cli: Cli): void {
  trace
    .command('enable')
    .description('export traces, in every replica and from now on; only admins may')
    .addOption(
      new Option('--exporter <exporter>', 'what receives them; both take OTLP over HTTP')
        .choices(['jaeger', 'otlp'])
        .makeOptionMandatory(),
    )
    .option('--endpoint <url>', 'where it is, as in http://jaeger:4318; by default port 4319 of the service itself')
    .addOption(
      new Option('--sample-rate <rate>', 'part of all traces, 0 to 1; what failed is always sent').argParser(rate),
    )
    .action(async ({ exporter, endpoint, sampleRate }: EnableOptions, command: Command) => {
      const body = { enabled: true, exporter, ...given({ endpoint, sampleRate }) };
      const changed = await answered(cli.api(command).PUT('/api/trace-export', { body }));
      cli.show(command, changed, () => `${changed.changed ? '' : 'already '}exporting traces to ${where(changed)}\n`);
    });

  trace
    .command('disable')
    .description('export no traces any more; only admins may')
    .action(async (_options: object, command: Command) => {
      const changed = await answered(cli.api(command).PUT('/api/trace-export', { body: { enabled: false } }));
      cli.show(command, changed, () => (changed.changed ? 'exporting no traces\n' : 'no traces were exported\n'));
    });

  trace
    .command('status')
    .description('whether and where traces are exported, what was sent and what went wrong last')
    .action(async (_options: object, command: Command) => {
      const known = await answered(cli.api(command).GET('/api/trace-export'));
      cli.show(command, known, () => fields(fieldsOf(known)));
    });
}

function where({ endpoint, exporter, sampleRate }: Pick<TraceExport, 'endpoint' | 'exporter' | 'sampleRate'>): string {
  const part = sampleRate === 1 ? 'all' : `${sampleRate * 100} % of all, and what failed`;
  return `${exporter} at ${safeText(endpoint)} (${part})`;
}

function fieldsOf(known: TraceExport): [string, string | null][] {
  const { enabled, changedAt, changedBy, agents, own } = known;
  return [
    ['export', enabled ? `to ${where(known)}` : 'off'],
    ...(changedAt === null ? [] : [['changed', `${readableTime(changedAt)} by ${changedBy}`] as [string, string]]),
    ...outcomeOf('agents', agents),
    ...(own === null
      ? [['service', 'not by this setting'] as [string, string]]
      : outcomeOf('service', own, `, ${own.dropped} dropped, ${own.queued} waiting`)),
  ];
}

function outcomeOf(
  name: string,
  { sent, failed, lastSuccessAt, lastError }: Outcome,
  more = '',
): [string, string | null][] {
  return [
    [name, `${sent} sent, ${failed} failed${more}`],
    ['  last sent', readableTime(lastSuccessAt) ?? 'never'],
    ['  last error', lastError === null ? 'none' : `${readableTime(lastError.at)} ${lastError.message}`],
  ];
}

function rate(text: string): number {
  const value = Number(text);
  if (/^(\d{1,9})?(\.\d{1,9})?$/.test(text) && text !== '' && value <= 1) return value;
  throw new InvalidArgumentError('Give a number from 0 to 1, as in 0.1.');
}
