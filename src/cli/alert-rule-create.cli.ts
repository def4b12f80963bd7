import { type Command, InvalidArgumentError, Option } from 'commander';
import { alertRuleKinds, alertSeverities, displayUnits, noDataPolicies } from '../kernel/alert-vocabulary.js';
import { type ComparisonOperator, comparisonOperators } from '../kernel/comparison.js';
import type { operations } from '../platform/api-client/generated/openapi.js';
import type { Cli } from './cli.js';
import { UsageError } from './cli-error.js';
import { given } from './option-values.js';
import { answeredWithPlaces, showWarnings } from './rule-remarks.js';
import { safeText } from './safe-text.js';

type Draft = operations['createAlertRule']['requestBody']['content']['application/json'];
type Texts = Readonly<Record<string, string>>;

interface CreateOptions {
  readonly name: string;
  readonly kind: (typeof alertRuleKinds)[number];
  readonly condition?: string;
  readonly channel?: readonly string[];
  readonly severity?: (typeof alertSeverities)[number];
  readonly for?: string;
  readonly keepFiringFor?: string;
  readonly label?: Texts;
  readonly annotation?: Texts;
  readonly interval?: string;
  readonly group?: string;
  readonly unit?: (typeof displayUnits)[number];
  readonly noData?: (typeof noDataPolicies)[number];
  readonly runbookUrl?: string;
  readonly disabled?: true;
  readonly expression?: string;
  readonly op?: ComparisonOperator;
  readonly value?: number;
  readonly selector?: string;
  readonly percent?: number;
  readonly window?: string;
  readonly zeroBaseline?: 'fire' | 'ignore';
  readonly minChange?: number;
  readonly perSeries?: true;
}

/** `alert rules create`. */
export function addAlertRuleCreation(rules: Command, cli: Cli): void {
  rules
    .command('create')
    .description('make an alert rule; of the other kinds than promql, the options say what is filled in')
    .requiredOption('--name <name>', 'unique among the rules')
    .option('--condition <promql>', 'PromQL; the alert fires for every element that it answers')
    .option('--channel <channel>', 'who is told; again for each further channel', several)
    .addOption(new Option('--severity <severity>', 'how urgent it is, warning by default').choices(alertSeverities))
    .option('--for <duration>', 'how long the condition must hold first, as in 5m')
    .option('--keep-firing-for <duration>', 'how long the alert goes on when it does not hold any more')
    .option('--label <name=text>', 'added to the labels of the alert; again for each further one', pair)
    .option(
      '--annotation <name=text>',
      'a text for people, as summary or description; again for each further one',
      pair,
    )
    .option('--interval <duration>', 'time between evaluations, instead of that of the service')
    .option('--group <group>', 'rules of a group are evaluated one after the other')
    .addOption(new Option('--unit <unit>', 'how its values are shown').choices(displayUnits))
    .addOption(new Option('--no-data <policy>', 'for a firing alert whose series is gone').choices(noDataPolicies))
    .option('--runbook-url <url>', 'where it says what to do')
    .option('--disabled', 'make it, but do not evaluate it yet')
    .addOption(new Option('--kind <kind>', 'what is filled in').choices(alertRuleKinds).default('promql'))
    .option('--expression <promql>', 'threshold: what is compared')
    .addOption(new Option('--op <operator>', 'threshold: how').choices(comparisonOperators))
    .addOption(new Option('--value <number>', 'threshold: with what').argParser(number))
    .option('--selector <selector>', 'rate, absence: the series that are looked at')
    .addOption(new Option('--percent <number>', 'rate: fires when it has grown by more').argParser(number))
    .option('--window <duration>', 'rate: within which time; absence: how long nothing came')
    .addOption(new Option('--zero-baseline <what>', 'rate: when it grew from nothing').choices(['fire', 'ignore']))
    .addOption(new Option('--min-change <number>', 'rate: less than so much never fires').argParser(number))
    .option('--per-series', 'absence: an alert for each series that has gone silent')
    .action(async (options: CreateOptions, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: true }>();
      // The client's types turn a field that is always null into one that cannot be.
      const call = cli.api(command).POST('/api/alerts/rules', { body: draftOf(options) as never });
      const rule = await answeredWithPlaces(cli.terminal, json === true, call);
      cli.show(command, rule, () => `created ${safeText(rule.name)} (${rule.id}): ${safeText(rule.condition)}\n`);
      if (json !== true) showWarnings(cli.terminal, rule.warnings);
    });
}

function draftOf(options: CreateOptions): Draft {
  const { name, kind, condition, severity, keepFiringFor, interval, group, unit, noData, runbookUrl } = options;
  const common = {
    name,
    ...given({ severity, keepFiringFor, interval, group, unit, noData, runbookUrl, for: options.for }),
    ...given({ labels: options.label, annotations: options.annotation }),
    ...(options.channel === undefined ? {} : { channels: [...options.channel] }),
    ...(options.disabled ? { enabled: false } : {}),
  };
  if (kind !== 'promql' && condition !== undefined) {
    throw new UsageError(`--condition is for --kind promql; the condition of --kind ${kind} follows from its options`);
  }
  switch (kind) {
    case 'promql':
      return { ...common, condition: needed(condition, '--condition', kind) };
    case 'threshold': {
      const expression = needed(options.expression, '--expression', kind);
      const [op, value] = [needed(options.op, '--op', kind), needed(options.value, '--value', kind)];
      return { ...common, kind, parameters: { expression, op, value } };
    }
    case 'rate': {
      const selector = needed(options.selector, '--selector', kind);
      const [percent, window] = [needed(options.percent, '--percent', kind), needed(options.window, '--window', kind)];
      const { minChange, zeroBaseline: onZeroBaseline } = options;
      return { ...common, kind, parameters: { selector, percent, window, ...given({ minChange, onZeroBaseline }) } };
    }
    case 'absence': {
      const selector = needed(options.selector, '--selector', kind);
      const window = needed(options.window, '--window', kind);
      const mode = options.perSeries ? ('per_series' as const) : ('any' as const);
      return { ...common, kind, parameters: { selector, window, mode } };
    }
  }
}

function needed<T>(value: T | undefined, option: string, kind: string): T {
  if (value === undefined) throw new UsageError(`--kind ${kind} needs ${option}`);
  return value;
}

function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function pair(text: string, before: Texts = {}): Texts {
  const [, name, value = ''] = /^([^=]+)=([^]*)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('Give a name and a text, as in team=core.');
  return { ...before, [name]: value };
}

function number(text: string): number {
  if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  throw new InvalidArgumentError('Give a number, as in 0.2 or 1e6.');
}
