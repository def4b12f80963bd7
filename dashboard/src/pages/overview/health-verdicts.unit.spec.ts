import { describe, expect, it } from 'vitest';
import {
  channelsVerdict,
  coverageVerdict,
  logVerdict,
  partsVerdict,
  projectionsVerdict,
  queuesVerdict,
} from './health-verdicts';

const projection = (name: string, change: object = {}) => ({
  name,
  state: 'current' as const,
  behindSeconds: null,
  deadLetters: 0,
  position: '00000000000000000042',
  rebuild: null,
  ...change,
});

describe('the parts', () => {
  it('are as well as the worst of them', () => {
    expect(partsVerdict({ parts: [{ name: 'database', status: 'up' }] }).state).toBe('up');
    expect(
      partsVerdict({
        parts: [
          { name: 'queues', status: 'degraded' },
          { name: 'database', status: 'down', reason: 'refused' },
        ],
      }),
    ).toEqual({ state: 'down', said: 'queues, database: refused' });
  });
});

describe('the projections', () => {
  it('are current with a short delay, behind with a long one', () => {
    expect(projectionsVerdict([projection('agents')])).toEqual({ state: 'current', said: 'all 1' });
    expect(projectionsVerdict([projection('agents', { state: 'behind', behindSeconds: 2 })]).state).toBe('current');
    expect(projectionsVerdict([projection('agents'), projection('costs', { behindSeconds: 90 })])).toEqual({
      state: 'behind',
      said: 'costs by 1 min 30 s',
    });
  });

  it('tell of what stopped or was set aside', () => {
    expect(projectionsVerdict([projection('agents', { state: 'failed' })])).toEqual({
      state: 'failed',
      said: 'agents',
    });
    expect(projectionsVerdict([projection('agents', { deadLetters: 1 })]).state).toBe('degraded');
  });

  it('tell how long the log is', () => {
    expect(logVerdict([projection('a', { position: null }), projection('b')]).said).toBe('position 42');
    expect(logVerdict([]).state).toBe('unknown');
  });
});

describe('the queues', () => {
  it('are named, the deepest first', () => {
    const depth = (queue: string, value: number) => ({ labels: { queue }, value });
    expect(queuesVerdict([depth('a', 1), depth('b', 7)])).toEqual({ state: 'waiting', said: 'b 7, a 1' });
    expect(queuesVerdict([depth('a', 0)]).state).toBe('empty');
    expect(queuesVerdict([]).state).toBe('unknown');
  });
});

describe('the channels', () => {
  const channel = (name: string, health: 'healthy' | 'failing' | 'unknown', enabled = true) => ({
    name,
    health,
    enabled,
  });

  it('are as well as the worst that is enabled', () => {
    expect(channelsVerdict([channel('a', 'healthy'), channel('b', 'failing')])).toEqual({
      state: 'failing',
      said: 'b',
    });
    expect(channelsVerdict([channel('a', 'healthy'), channel('b', 'failing', false)]).state).toBe('healthy');
    expect(channelsVerdict([channel('a', 'unknown')]).said).toBe('not used yet: a');
  });

  it('are missed when there are none', () => {
    expect(channelsVerdict([]).said).toContain('make a channel');
  });
});

describe('the telemetry', () => {
  const summary = {
    agents: 4,
    withGaps: 0,
    missingRecords: 0,
    withRepeatedNumbers: 0,
    withoutUsage: 0,
    usageStopped: 0,
    eventsBelowMetrics: 0,
    eventTokens: 10,
    metricTokens: null,
    ratio: null,
  };

  it('covers the agents, or says how many it does not', () => {
    expect(coverageVerdict(summary)).toEqual({ state: 'ok', said: '4 agents' });
    expect(coverageVerdict({ ...summary, withGaps: 2 })).toEqual({
      state: 'degraded',
      said: 'of 4 agents: 2 with gaps',
    });
    expect(coverageVerdict({ ...summary, agents: 0 }).state).toBe('unknown');
  });
});
