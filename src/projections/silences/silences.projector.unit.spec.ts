import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { presentSilence } from './silence.response.js';
import { type SilenceRow, silencesProjection } from './silences.projector.js';

const event = (type: string, time: string, by: string, data: Record<string, unknown>): RecordedEvent =>
  ({
    id: '00000000-0000-4000-8000-000000000001',
    type,
    schemaVersion: 1,
    data: { silenceId: 's1', ...data },
    meta: {
      occurredAt: `2026-01-15T${time}.000Z`,
      actor: { type: 'api_key', id: `key-${by}`, name: by },
      correlationId: 'c',
      source: 'rest',
    },
    stream: 'silence-s1',
    revision: 0n,
    position: '00000000000000000001' as LogPosition,
    recordedAt: new Date(`2026-01-15T${time}.100Z`),
  }) as RecordedEvent;
const matchers = [{ name: 'alertname', op: '=', value: 'queue-backup' }];
const created = event('SilenceCreated', '10:00:00', 'ann', {
  matchers,
  startsAt: '2026-01-15T10:30:00.000Z',
  endsAt: '2026-01-15T12:00:00.000Z',
  comment: 'deploying',
  recurrence: null,
});
const ended = event('SilenceEnded', '11:00:00', 'bob', { endsAt: '2026-01-15T11:00:00.000Z' });

const [output] = silencesProjection.outputs;
if (output?.kind !== 'fold') throw new Error('not a fold');
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<SilenceRow | undefined>((row, one) => output.apply(row, one, ['s1']) as SilenceRow, undefined);
const shown = (row: SilenceRow | undefined, time: string) => row && presentSilence(row, Date.parse(time));

describe('the silences projection', () => {
  it('files events under their silence', () => {
    expect([created, ended].map(output.keys)).toEqual([[['s1']], [['s1']]]);
  });

  it('says who silenced what, when and why', () => {
    expect(shown(fold(created), '2026-01-15T10:10:00Z')).toEqual({
      id: 's1',
      state: 'scheduled',
      matchers,
      startsAt: '2026-01-15T10:30:00.000Z',
      endsAt: '2026-01-15T12:00:00.000Z',
      comment: 'deploying',
      recurrence: null,
      createdAt: '2026-01-15T10:00:00.000Z',
      createdBy: 'ann',
      endedAt: null,
      endedBy: null,
      nextChangeAt: '2026-01-15T10:30:00.000Z',
      demo: false,
    });
  });

  it('is active from its start to its end', () => {
    const row = fold(created);
    expect(shown(row, '2026-01-15T10:30:00Z')).toMatchObject({ state: 'active' });
    expect(shown(row, '2026-01-15T12:00:00Z')).toMatchObject({ state: 'ended', nextChangeAt: null });
  });

  it('says who ended it early', () => {
    expect(shown(fold(created, ended), '2026-01-15T11:00:00Z')).toMatchObject({
      state: 'ended',
      endsAt: '2026-01-15T11:00:00.000Z',
      endedAt: '2026-01-15T11:00:00.000Z',
      endedBy: 'bob',
    });
    expect(fold(ended)).toBeUndefined();
  });
});
