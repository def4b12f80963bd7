import { parser } from '@prometheus-io/lezer-promql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePromql } from '../../src/promql/parse.js';
import { PromqlError } from '../../src/promql/promql-error.js';

/*
 * Our parser against Prometheus' grammar for editors. That one takes nearly everything and marks what it could not
 * read; it has no types. So only one direction can be held: what it cannot read, we refuse.
 */

const valid = [
  'rate(orchestrate_agent_failures_total[5m]) > 0.2',
  "orchestrate_queue_depth{queue='webhook_events'} > 100",
  'sum(orchestrate_tokens_total) > 1000000',
  'sum by (type, state) (orchestrate_agents_total{state!="running", type=~"a|b.*"})',
  'histogram_quantile(0.99, sum without (instance) (rate(h_bucket[10m] offset 1h)))',
  'a / on (x) group_left (y) b',
  'a and b or c unless ignoring (z) d',
  'max_over_time(rate(x[1m])[1h:5m] @ end())',
  'absent(up{job="api"}) * -1 ^ 2 % 3',
  'label_replace(up, "a", "$1", "b", "(.*)")',
  'x == bool 1',
  'topk(3, x) + 1e3 - 0x1f',
  'count_values("v", x)',
  'time() - timestamp(x{}) >= 300',
  '{__name__="up", "quoted.label"="1"}',
  'quantile_over_time(0.5, x[1d2h3m]) atan2 y',
];

/** What the grammar for editors cannot read although Prometheus takes it. */
const ours: readonly RegExp[] = [
  // A number may end with its point, and hexadecimal digits follow a large X too.
  /\d\.(?![\d\w])/,
  /\d\.(?:\s|$|[^\d])/,
  /0X/,
  // Durations without a unit, and names that are words of the language elsewhere.
  /\[\d+\]/,
  /offset\s+-?\d/,
];

function marksAnError(text: string): boolean {
  let marked = false;
  parser.parse(text).iterate({ enter: ({ type }) => void (marked ||= type.isError) });
  return marked;
}

function refusal(text: string): string | undefined {
  try {
    parsePromql(text);
    return undefined;
  } catch (error) {
    if (error instanceof PromqlError) return error.message;
    throw error;
  }
}

describe('our parser and the grammar for editors', () => {
  it.each(valid)('both read %s', (text) => {
    expect(marksAnError(text)).toBe(false);
    expect(refusal(text)).toBeUndefined();
  });

  it('agree that a damaged expression is none, where the grammar marks an error', () => {
    const damage = fc.tuple(
      fc.constantFrom(...valid),
      fc.nat(),
      fc.constantFrom('', '(', ')', '[', '}', '{', ',', '"', '=', ' 1 ', '~', '#', '@', '[5m]'),
      fc.nat({ max: 3 }),
    );
    fc.assert(
      fc.property(damage, ([text, place, put, cut]) => {
        const at = place % (text.length + 1);
        const damaged = text.slice(0, at) + put + text.slice(at + cut);
        if (!marksAnError(damaged) || ours.some((form) => form.test(damaged))) return;
        expect(refusal(damaged), damaged).toBeDefined();
      }),
      // What it finds once is looked at once, and stands among those known.
      { numRuns: 3_000, seed: 20_261_126 },
    );
  });
});
