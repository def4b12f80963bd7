import { describe, expect, it } from 'vitest';
import { displayWidth } from './table.js';
import { waterfall, type WaterfallSpan } from './waterfall.js';

const span = (
  spanId: string,
  parentSpanId: string | null,
  second: number,
  more: Partial<WaterfallSpan> = {},
): WaterfallSpan => ({
  spanId,
  parentSpanId,
  name: spanId,
  startedAt: new Date(Date.UTC(2026, 0, 15, 10, 0, second)).toISOString(),
  durationMs: 1_000,
  status: 'ok',
  attributes: {},
  ...more,
});
const linesOf = (spans: readonly WaterfallSpan[], columns?: number, colour = false) =>
  waterfall(spans, { columns, colour }).split('\n').slice(0, -1);

describe('a waterfall', () => {
  const run = [
    span('r', null, 0, {
      name: 'agent_execution',
      durationMs: 10_000,
      attributes: { agent_type: 'explorer', agent_id: 'a1' },
    }),
    span('t', 'r', 2, { name: 'tool_call', durationMs: 4_000, attributes: { tool_name: 'Bash' } }),
    span('m', 'r', 3, { name: 'api_call', attributes: { model: 'opus' } }),
    span('q', 't', 4, { name: 'database_query', attributes: { query_type: 'SELECT' }, durationMs: 2 }),
    span('h', 't', 5, { name: 'http_request', attributes: { method: 'GET', path: '/a' } }),
  ];

  it('has what was done under what did it, where it lies in time', () => {
    expect(linesOf(run, 60)).toEqual([
      '   agent_execution explorer… █████████████████████████ 10 s',
      '     tool_call Bash               ██████████            4 s',
      '       database_query SELECT           █               2 ms',
      '       http_request GET /a               ███            1 s',
      '     api_call opus                  ███                 1 s',
    ]);
  });

  it('goes whole into a file', () => {
    const [first, second] = linesOf(run);
    expect(first).toBe(`   agent_execution explorer a1 ${'█'.repeat(40)} 10 s`);
    expect(second).toContain('    tool_call Bash');
  });

  it('marks by signs what is wrong, and says what they mean', () => {
    const lines = linesOf([
      span('r', null, 0, { status: 'running' }),
      span('x', 'r', 0, { status: 'error', orphan: true }),
    ]);
    expect(lines.slice(0, 3).map((line) => line.slice(0, 6))).toEqual(['~  r  ', '!?   x', '']);
    expect(lines.slice(3)).toEqual(['! failed', '~ has not ended, as far as is known', '? its parent has not come']);
    const [failed = ''] = linesOf([span('x', null, 0, { status: 'error' })], 80, true);
    expect([failed.slice(0, 6), failed.slice(-5)]).toEqual(['\u001b[1m! ', '\u001b[22m']);
  });

  it('shows text of unknown origin as text', () => {
    const [line] = linesOf([span('x', null, 0, { name: 'tool_call', attributes: { tool_name: 'a\u001b[2J\nb' } })]);
    expect(line).toContain('tool_call a\\u001b[2J\\nb');
  });

  it.each([40, 60, 200])('keeps within %i columns, whatever it shows', (columns) => {
    const chain = Array.from({ length: 300 }, (_, n) =>
      span(`s${n}`, n === 0 ? null : `s${n - 1}`, n % 50, { name: n % 2 ? '検索'.repeat(40) : 'x'.repeat(90) }),
    );
    const lines = linesOf(chain, columns);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
    expect(lines).toHaveLength(300);
  });

  it('has every span once, also those whose parent is not among them', () => {
    const lines = linesOf([span('a', 'elsewhere', 0), span('b', 'a', 0), span('b', 'a', 0), span('c', 'b', 0)]);
    expect(lines.map((line) => line.slice(3, 10).trimEnd().replace(/█.*/, '').trimEnd())).toEqual([
      'a',
      '  b',
      '    c',
      '  b',
    ]);
  });

  it('shows an instant', () => {
    expect(linesOf([span('a', null, 0, { durationMs: 0 })], 40)[0]).toMatch(/^ {3}a █ +0 ms$/);
  });

  it('says nothing of a duration that nobody told', () => {
    expect(linesOf([span('a', null, 0, { durationMs: null })], 40)[0]).toMatch(/^ {3}a █ +-$/);
    const [, second] = linesOf([span('a', null, 0), span('b', 'a', 1, { durationMs: null })], 40);
    expect(second).toMatch(/ {2}b +█ +-$/);
  });
});
