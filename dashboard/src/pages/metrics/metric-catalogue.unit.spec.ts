import { describe, expect, it } from 'vitest';
import { readCatalogue, searchCatalogue, selectorOf, startingExpression } from './metric-catalogue';

const metrics = readCatalogue({
  data: {
    process_open_fds: [{ type: 'gauge', help: 'Open files.', unit: '' }],
    orchestrate_tokens_total: [{ type: 'counter', help: 'Tokens of model calls.', unit: '' }],
    orchestrate_queue_depth: [{ type: 'gauge', help: 'What waits.', unit: '' }],
    orchestrate_wait_seconds: [{ type: 'histogram', help: 'Waiting.', unit: 'seconds' }],
  },
});
const named = (name: string) => metrics.find((metric) => metric.name === name)!;

describe('the list of metrics', () => {
  it('begins with those of the fleet', () => {
    expect(metrics.map(({ name }) => name)).toEqual([
      'orchestrate_queue_depth',
      'orchestrate_tokens_total',
      'orchestrate_wait_seconds',
      'process_open_fds',
    ]);
  });

  it('is searched by words of name and help', () => {
    expect(searchCatalogue(metrics, 'model tok').map(({ name }) => name)).toEqual(['orchestrate_tokens_total']);
    expect(searchCatalogue(metrics, ' ')).toHaveLength(4);
  });

  it('selects the series of a histogram too', () => {
    expect(selectorOf(named('orchestrate_queue_depth'))).toBe('orchestrate_queue_depth');
    expect(selectorOf(named('orchestrate_wait_seconds'))).toBe(
      '{__name__=~"orchestrate_wait_seconds(_bucket|_sum|_count)?"}',
    );
  });
});

describe('the first expression of a metric', () => {
  it('fits its type', () => {
    expect(startingExpression(named('orchestrate_queue_depth'), ['queue="a"'])).toBe(
      'orchestrate_queue_depth{queue="a"}',
    );
    expect(startingExpression(named('orchestrate_queue_depth'), [], 'queue')).toBe(
      'sum by (queue) (orchestrate_queue_depth)',
    );
    expect(startingExpression(named('orchestrate_tokens_total'), [])).toBe(
      'sum(rate(orchestrate_tokens_total[$__interval]))',
    );
    expect(startingExpression(named('orchestrate_wait_seconds'), [], 'type')).toBe(
      'histogram_quantile(0.95, sum by (type, le) (rate(orchestrate_wait_seconds_bucket[$__interval])))',
    );
  });
});
