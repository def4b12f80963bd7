import { type Command, Option } from 'commander';
import type { ApiAnswer } from '../platform/api-client/api-client.js';
import { answered } from './api-access.js';
import type { Cli } from './cli.js';
import { given, instant } from './option-values.js';
import { readableTime } from './readable.js';
import { safeText } from './safe-text.js';
import { type Column, table } from './table.js';

type Explained = ApiAnswer<'explainAlertRule'>;
type Evaluated = Explained['condition'];

/** `explain` of the group `alert`. */
export function addAlertExplanation(alert: Command, cli: Cli): void {
  alert
    .command('explain <name>')
    .description('why a rule did, or did not, fire')
    .addOption(new Option('--at <time>', 'at that moment: 2h (ago), a date, or a time with a zone').argParser(instant))
    .action(async (idOrName: string, { at }: { readonly at?: string }, command: Command) => {
      const explained = await answered(
        cli.api(command).GET('/api/alerts/rules/{idOrName}/explain', {
          params: { path: { idOrName }, query: given({ at }) },
        }),
      );
      cli.show(command, explained, () => explanation(explained, cli));
    });
}

function explanation(explained: Explained, cli: Cli): string {
  const { ruleName, at, because, condition, comparison, steps } = explained;
  const expressions = comparison ? [condition, comparison.left, comparison.right] : [condition];
  return [
    `${safeText(ruleName)} at ${readableTime(at)}\n`,
    `${because.map((reason) => `  ${safeText(reason)}\n`).join('')}`,
    table(expressionColumns, expressions, cli.terminal),
    ...(steps.length === 0 ? [] : [table(stepColumns, steps, cli.terminal)]),
  ].join('\n');
}

const expressionColumns: readonly Column<Evaluated>[] = [
  { head: 'EXPRESSION', of: ({ expression }) => expression, flexible: true },
  { head: 'RESULTS', of: ({ results }) => results },
  { head: 'VALUES', of: ({ samples, error }) => error ?? samples.map(({ value }) => value).join(' '), flexible: true },
];

const stepColumns: readonly Column<Explained['steps'][number]>[] = [
  { head: 'AT', of: ({ at }) => readableTime(at) },
  { head: 'WHAT', of: ({ type }) => type },
  { head: 'VALUE', of: ({ value }) => value },
  { head: 'DETAIL', of: ({ detail }) => detail, flexible: true },
  { head: 'ALERT', of: ({ alertId }) => alertId, whole: true, optional: true },
];
