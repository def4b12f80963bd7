import { describe, expect, it } from 'vitest';
import { ancestorsOf, nextFailed, rowsOf, treeOf } from './span-tree';
import type { TraceSpan } from './use-trace';

const START = '2026-01-15T12:00:00.000Z';

function span(spanId: string, parentSpanId: string | null, more: Partial<TraceSpan> = {}): TraceSpan {
  return {
    spanId,
    parentSpanId,
    name: 'tool_call',
    startedAt: START,
    durationMs: 10,
    status: 'ok',
    statusMessage: null,
    attributes: {},
    source: 'derived',
    agentId: 'a-1',
    ...more,
  };
}

const ids = (nodes: readonly { span: TraceSpan }[]) => nodes.map((node) => node.span.spanId);

describe('the tree of a trace', () => {
  const tree = treeOf(
    [
      span('run', null, { status: 'error', durationMs: 100 }),
      span('tool', 'run', { status: 'error', startedAt: '2026-01-15T12:00:00.040Z' }),
      span('query', 'tool'),
      span('call', 'run', { durationMs: null }),
      span('http', 'call', { status: 'error' }),
    ],
    START,
  );

  it('stands from top to bottom, each under its parent', () => {
    expect(tree.order.map(({ span: { spanId }, depth }) => `${depth} ${spanId}`)).toEqual([
      '0 run',
      '1 tool',
      '2 query',
      '1 call',
      '2 http',
    ]);
    expect(tree.byId.get('run')).toMatchObject({ below: 4, failedBelow: 2 });
  });

  it('tells when a span was, as far as it is known', () => {
    expect(tree.byId.get('tool')).toMatchObject({ from: 40, to: 50 });
    expect(tree.byId.get('call')).toMatchObject({ from: 0, to: null });
  });

  it('calls a failure critical that went all the way up', () => {
    expect(ids(tree.order.filter(({ critical }) => critical))).toEqual(['run', 'tool']);
  });

  it('hides what is folded', () => {
    expect(ids(rowsOf(tree, new Set(['tool'])))).toEqual(['run', 'tool', 'call', 'http']);
    expect(ids(rowsOf(tree, new Set(['run'])))).toEqual(['run']);
    expect(ids(ancestorsOf(tree.byId.get('query')!))).toEqual(['tool', 'run']);
  });

  it('goes from failure to failure and begins again', () => {
    expect(nextFailed(tree, undefined)?.span.spanId).toBe('run');
    expect(nextFailed(tree, 'tool')?.span.spanId).toBe('http');
    expect(nextFailed(tree, 'http')?.span.spanId).toBe('run');
    expect(nextFailed(treeOf([span('a', null)], START), undefined)).toBeUndefined();
  });

  it('shows a span at the top whose parent has not been read yet', () => {
    expect(ids(treeOf([span('late', 'not-read')], START).roots)).toEqual(['late']);
  });

  it('takes twenty thousand spans in one line', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => span(`s${at}`, at === 0 ? null : `s${at - 1}`));
    expect(treeOf(chain, START).order.at(-1)?.depth).toBe(19_999);
  });
});
