import { describe, expect, it } from 'vitest';
import { isOfKind, lookOf, newestFirst, type TimelineEntry } from './timeline-words';

const entry = (type: string, data: Record<string, unknown>): TimelineEntry => ({
  id: 'e-1',
  type,
  occurredAt: '2026-01-15T12:00:00Z',
  recordedAt: '2026-01-15T12:00:00Z',
  position: '1',
  source: 'rest',
  traceId: null,
  actor: { type: 'api_key', id: 'k', name: 'fleet' },
  data,
});

describe('the timeline of an agent in words', () => {
  it('is by when things happened, then by when they were recorded', () => {
    const told = [
      ['0007', '2026-01-01T00:00:10.000Z'],
      ['0003', '2026-01-01T00:00:20.000Z'],
      ['0009', '2026-01-01T00:00:10Z'],
    ].map(([position, occurredAt]) => ({ position, occurredAt }) as TimelineEntry);
    expect(told.sort(newestFirst).map(({ position }) => position)).toEqual(['0003', '0009', '0007']);
  });

  it('tells a change of state with its reason', () => {
    expect(lookOf(entry('AgentStateChanged', { from: 'running', to: 'failed', error: 'out of disk' }))).toMatchObject({
      tone: 'bad',
      title: 'Failed',
      note: 'out of disk',
      state: 'failed',
    });
    expect(lookOf(entry('AgentStateChanged', { to: 'terminated', presumed: true })).note).toContain('presumed');
  });

  it('tells what calls took and used', () => {
    const call = { model: 'opus', inputTokens: 12_000, outputTokens: 5, durationMs: 1_500, success: true };
    expect(lookOf(entry('ModelCallRecorded', call))).toMatchObject({
      title: 'opus',
      note: '12,000 in, 5 out · 1.5 s',
      tone: 'quiet',
    });
    const tool = { tool: 'Bash', success: false, error: 'exit code 1', durationMs: 20 };
    expect(lookOf(entry('ToolCallRecorded', tool))).toMatchObject({
      title: 'Bash',
      note: 'exit code 1 · 20 ms',
      tone: 'bad',
    });
  });

  it('tells unknown from none in what it works on', () => {
    expect(lookOf(entry('AgentAttributed', { epicId: 'E-1', storyId: null })).note).toBe('epic E-1 · no story');
  });

  it('shows an event of later by its own name', () => {
    expect(lookOf(entry('AgentPraised', {}))).toMatchObject({ title: 'AgentPraised', note: undefined });
  });

  it('narrows by kind', () => {
    const tool = entry('ToolCallRecorded', { tool: 'Bash', success: false });
    expect(['life', 'model', 'tool', 'failures', undefined].filter((kind) => isOfKind(tool, kind))).toEqual([
      'tool',
      'failures',
      undefined,
    ]);
  });
});
