import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeSpans, type SpanNode } from './span-tree.js';

const run = (spanId: string, more: Partial<SpanNode> = {}): SpanNode => ({
  spanId,
  parentSpanId: null,
  kind: 'run',
  agentId: 'a1',
  parentAgentId: null,
  ...more,
});
const call = (spanId: string, parentSpanId: string | null = null, agentId = 'a1'): SpanNode => ({
  spanId,
  parentSpanId,
  kind: 'call',
  agentId,
});
const received = (spanId: string, parentSpanId: string | null = null): SpanNode => ({
  spanId,
  parentSpanId,
  kind: 'received',
  agentId: null,
});
/** `span <- parent`, with a `?` after orphans. */
const placed = (...nodes: readonly SpanNode[]) =>
  [...placeSpans(nodes)].map(
    ([{ spanId }, { parentSpanId, orphan }]) => `${spanId} <- ${parentSpanId ?? '-'}${orphan ? '?' : ''}`,
  );

describe('the tree of a trace', () => {
  it('has calls under their run, and under the call that they name', () => {
    expect(placed(run('r'), call('c'), call('d', 'c'))).toEqual(['r <- -', 'c <- r', 'd <- c']);
  });

  it('has what a tool did under the tool', () => {
    expect(placed(run('r'), call('tool'), received('query', 'tool'))).toEqual(['r <- -', 'tool <- r', 'query <- tool']);
  });

  it('has the run under the span that began it, where that is there', () => {
    expect(placed(received('job'), run('r', { parentSpanId: 'job' }), call('c'))).toEqual([
      'job <- -',
      'r <- job',
      'c <- r',
    ]);
    expect(placed(run('r', { parentSpanId: 'elsewhere' }))).toEqual(['r <- -']);
  });

  it('has a run under the run of the agent that spawned it', () => {
    expect(placed(run('r'), run('s', { agentId: 'a2', parentAgentId: 'a1' }), call('c', null, 'a2'))).toEqual([
      'r <- -',
      's <- r',
      'c <- s',
    ]);
  });

  it('has orphans under the root, marked', () => {
    expect(placed(run('r'), call('c', 'gone'), received('q', 'gone'))).toEqual(['r <- -', 'c <- r?', 'q <- r?']);
    expect(placed(received('q', 'gone'), received('root'))).toEqual(['q <- root?', 'root <- -']);
    expect(placed(received('p', 'gone'), received('q', 'gone'))).toEqual(['p <- -?', 'q <- p?']);
    expect(placed(received('job', 'gone'), run('r', { parentSpanId: 'job' }), received('q', 'lost'))).toEqual([
      'job <- -?',
      'r <- job',
      'q <- job?',
    ]);
  });

  it('takes a call that names what its run was begun by for a part of the run', () => {
    expect(placed(run('r', { parentSpanId: 'job' }), call('c', 'job'))).toEqual(['r <- -', 'c <- r']);
    expect(placed(received('job'), run('r', { parentSpanId: 'job' }), call('c', 'job'))).toEqual([
      'job <- -',
      'r <- job',
      'c <- r',
    ]);
  });

  it('shows once what was told twice', () => {
    expect(placed(run('r'), received('r'), call('c'), received('c', 'r'))).toEqual(['r <- -', 'c <- r']);
  });

  it('reaches every span from the top, whatever spans say of their parents', () => {
    expect(placed(received('a', 'b'), received('b', 'a'), received('c', 'c'))).toEqual([
      'a <- -?',
      'b <- a',
      'c <- a?',
    ]);
    expect(placed(run('r', { parentSpanId: 'c' }), call('c'))).toEqual(['r <- -?', 'c <- r']);
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const node = fc.record({
      spanId: name,
      parentSpanId: fc.option(name),
      kind: fc.constantFrom('run' as const, 'call' as const, 'received' as const),
      agentId: fc.constantFrom('a1', 'a2'),
      parentAgentId: fc.option(fc.constantFrom('a1', 'a2')),
    });
    const nodes = fc.uniqueArray(node, { maxLength: 6, selector: ({ spanId }) => spanId });
    fc.assert(
      fc.property(nodes, (all) => {
        const places = [...placeSpans(all)];
        const parents = new Map<string, string | null>(
          places.map(([{ spanId }, { parentSpanId }]) => [spanId, parentSpanId]),
        );
        expect(places.length).toBe(all.length);
        for (const [{ spanId }] of places) {
          let [at, steps]: [string | null, number] = [spanId, 0];
          while (at !== null && steps <= all.length) [at, steps] = [parents.get(at) ?? null, steps + 1];
          expect(at).toBe(null);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is made of a chain of ten thousand spans in one go', () => {
    const chain = Array.from({ length: 10_000 }, (_, n) => received(`s${n}`, n === 0 ? null : `s${n - 1}`));
    expect(placeSpans(chain).get(chain[9_999]!)).toEqual({ parentSpanId: 's9998', orphan: false });
  });
});
