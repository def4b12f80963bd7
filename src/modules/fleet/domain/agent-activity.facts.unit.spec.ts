import { describe, expect, it } from 'vitest';
import { modelCallRecorded } from '../../../events/agent.events.js';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import { modelCallRecordedInput, modelCallRecordedKind, toolCallRecordedKind } from './agent-activity.facts.js';
import { queueDepthObservedKind } from './queue-depth-observed.facts.js';

const call = {
  agentId: 'a-1',
  model: 'claude-sonnet-4-20250514',
  inputTokens: 100,
  outputTokens: 50,
  durationMs: 900,
  success: true,
};
const record = (more: object = {}) =>
  new FactHistory().report(modelCallRecordedKind, { ...call, ...more }, at('10:00'))[0]!.data;
const problem = (more: object) => modelCallRecordedInput.safeParse({ ...call, ...more }).error?.issues[0]?.message;

describe('a model call', () => {
  it('is recorded as sent', () => {
    expect(record({ requestId: 'r-1', cacheReadTokens: 100 })).toEqual({
      ...call,
      requestId: 'r-1',
      cacheReadTokens: 100,
    });
  });

  it('is flagged when its cached parts exceed the whole', () => {
    expect(record({ cacheReadTokens: 60, cacheWriteTokens: 60 }).flags).toEqual(['cached_exceeds_input']);
  });

  it('tells how it was served, and which part of its tokens was what', () => {
    const more = {
      reasoningTokens: 40,
      cacheReadTokens: 0,
      cacheWriteTokens: 60,
      cacheWrite1hTokens: 20,
      serviceTier: 'priority',
      speed: 'fast',
    };
    expect(record(more)).toEqual({ ...call, ...more });
  });

  it('is flagged when a part exceeds what it is a part of', () => {
    expect(record({ reasoningTokens: 51 }).flags).toEqual(['reasoning_exceeds_output']);
    expect(record({ cacheWriteTokens: 5, cacheWrite1hTokens: 6 }).flags).toEqual([
      'cache_write_1h_exceeds_cache_write',
    ]);
    expect(record({ cacheWrite1hTokens: 0 })).not.toHaveProperty('flags');
  });

  it('is known again by its request id', () => {
    expect(modelCallRecordedKind.naturalKey?.(modelCallRecordedInput.parse({ ...call, requestId: 'r-1' }))).toBe('r-1');
    expect(modelCallRecordedKind.naturalKey?.(modelCallRecordedInput.parse(call))).toBeUndefined();
  });

  it.each([
    [-1, 'must not be negative; got -1'],
    [1.5, 'must be a whole number of tokens; 1.5 is a fraction'],
    [Number.NaN, 'must be a whole number of tokens, not NaN'],
    [Number.POSITIVE_INFINITY, 'must be a finite number of tokens'],
    [
      2 ** 63,
      'must be at most 1000000000: no call of a model uses more. Report what each call used, not what was used until then; got 9223372036854776000',
    ],
    ['12', 'must be a number, not a text (got "12")'],
    [null, 'must be a whole number of tokens, 0 or more'],
    [undefined, 'is missing; it must be a whole number of tokens, 0 or more'],
  ])('with %s tokens is refused by a precise message', (inputTokens, message) => {
    const { issues } = modelCallRecordedInput.safeParse({ ...call, inputTokens }).error!;
    expect(issues.map((issue) => issue.message)).toEqual([message]);
  });

  it('takes what a call may use at most, of every kind, and no more', () => {
    const most = 1_000_000_000;
    expect(record({ inputTokens: most }).inputTokens).toBe(most);
    for (const field of ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'reasoningTokens']) {
      expect(problem({ [field]: most + 1 })).toMatch(/^must be at most 1000000000: .*; got 1000000001$/);
      expect(problem({ [field]: Number.MAX_SAFE_INTEGER })).toMatch(/^must be at most 1000000000: /);
    }
  });

  it('with an absurd count, as it was once taken, stays readable', () => {
    const stored = { ...call, inputTokens: Number.MAX_SAFE_INTEGER };
    expect(modelCallRecorded.data.safeParse(stored).success).toBe(true);
  });

  it.each([
    [0.0108, '0.0108'],
    ['0.0108', '0.0108'],
    [1e-7, '0.0000001'],
    [1.25e-9, '0.00000000125'],
    [0, '0'],
    [12, '12'],
  ])('stores the cost %s as the decimal text %s', (reportedCostUsd, stored) => {
    expect(record({ reportedCostUsd }).reportedCostUsd).toBe(stored);
  });

  it.each([
    [-0.1, 'got -0.1'],
    ['1e-7', 'got "1e-7"'],
    ['1,5', 'got "1,5"'],
    ['-1', 'got "-1"'],
    [Number.NaN, 'got NaN'],
    [true, 'decimal text such as "0.0123"'],
  ])('refuses the cost %s, and says which it was', (reportedCostUsd, words) => {
    expect(problem({ reportedCostUsd })).toMatch(/^must be an amount in USD/);
    expect(problem({ reportedCostUsd })).toContain(words);
  });

  it('refuses a cost that nobody has', () => {
    expect(problem({ reportedCostUsd: 2e12 })).toBe('must be at most 1000000000000 USD; got 2000000000000');
  });

  it('refuses an unknown field by its name', () => {
    expect(problem({ tokens: 5 })).toMatch(/"tokens"/);
  });

  it.each([[''], [' '], ['a\u0000b'], ['a\nb'], ['\ud800'], ['x'.repeat(201)]])(
    'refuses the agent id %j',
    (agentId) => {
      expect(problem({ agentId })).toMatch(/^must (not|have)/);
    },
  );

  it('leaves secrets out of its error', () => {
    expect(
      record({ success: false, error: 'header authorization: Bearer abcdef0123456789abcd was refused' }).error,
    ).toBe('header authorization: Bearer [redacted] was refused');
  });

  it('refuses an error that is too long', () => {
    expect(problem({ error: 'x'.repeat(10_001) })).toBe('must have at most 10000 characters');
  });
});

describe('a tool call', () => {
  it('keeps the trace of the work it belongs to', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const data = { agentId: 'a-1', tool: 'Bash', durationMs: 3, success: false, error: 'exit 1', traceparent };
    expect(new FactHistory().report(toolCallRecordedKind, data, at('10:00'))[0]!.data).toEqual(data);
  });

  it('refuses a trace that is none', () => {
    const data = { agentId: 'a-1', tool: 'Bash', durationMs: 3, success: true, traceparent: 'abc' };
    expect(toolCallRecordedKind.input.safeParse(data).success).toBe(false);
  });
});

describe('a queue depth', () => {
  it('is recorded on the stream of its queue', () => {
    expect(queueDepthObservedKind.stream({ queue: 'pr_queue', depth: 2 })).toBe('queue-pr_queue');
    expect(new FactHistory().report(queueDepthObservedKind, { queue: 'pr_queue', depth: 2 }, at('10:00'))).toEqual([
      { type: 'QueueDepthObserved', data: { queue: 'pr_queue', depth: 2 } },
    ]);
  });

  it('is never negative', () => {
    expect(queueDepthObservedKind.input.safeParse({ queue: 'q', depth: -1 }).success).toBe(false);
  });
});
