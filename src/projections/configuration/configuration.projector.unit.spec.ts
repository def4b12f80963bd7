import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { type ConfigurationRow, configurationProjection } from './configuration.projector.js';

let count = 0;
const event = (type: string, time: string, data: JsonObject, stream = 'configuration-limits'): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data,
  meta: {
    occurredAt: `2026-01-15T${time}:00.000Z`,
    actor: { type: 'api_key', id: 'key-1', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
  },
  stream,
  revision: BigInt(count),
  position: String(++count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const changed = (time: string, data: JsonObject) => event('ConfigurationChanged', time, { key: 'limits', ...data });
const created = (time: string, to: JsonObject[string], data: JsonObject = {}) =>
  changed(time, { change: 'created', to, ...data });

const [output, changes] = configurationProjection.outputs;
if (output?.kind !== 'fold' || changes?.kind !== 'insert') throw new Error('not a fold and its changes');
const { apply, keys } = output;
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<ConfigurationRow | undefined>((row, one) => apply(row, one, ['limits']) as ConfigurationRow, undefined);
const at = (time: string) => new Date(`2026-01-15T${time}:00.000Z`);

describe('the configuration projection', () => {
  it('files every event of a key under it, whatever the key is called, and those of other streams nowhere', () => {
    expect(keys(created('10:00', 1))).toEqual([['limits']]);
    const repeated = (stream: string) => event('ReportRepeated', '10:00', { factType: 'ConfigurationChanged' }, stream);
    expect(keys(repeated('configuration-agent-limits'))).toEqual([['agent-limits']]);
    expect(keys(repeated('agent-limits'))).toEqual([]);
  });

  it('is what was set last, by whom and why', () => {
    const update = changed('10:05', { change: 'updated', from: 1, to: { max: 2 }, reason: 'busy', redacted: ['/pw'] });
    expect(fold(created('10:00', 1), update)).toEqual({
      key: 'limits',
      value: { max: 2 },
      redacted: ['/pw'],
      revision: Number(update.revision),
      reason: 'busy',
      updated_at: at('10:05'),
      updated_by: 'fleet',
      demo: false,
    });
  });

  it('may be set to null', () => {
    expect(fold(created('10:00', null))).toMatchObject({ value: null, redacted: [], reason: null });
  });

  it('is gone once it is deleted, until it is set again', () => {
    const gone = [created('10:00', 1), changed('10:05', { change: 'deleted', from: 1 })];
    expect(fold(...gone)).toBeUndefined();
    expect(fold(...gone, created('10:10', 2))).toMatchObject({ value: 2, updated_at: at('10:10') });
  });

  it('keeps its value when an earlier change is told late, which moves its revision alone', () => {
    const before = fold(created('10:05', 1, { reason: 'first' }));
    const late = changed('10:00', { change: 'updated', to: 7, flags: ['late'] });
    expect(apply(before, late, ['limits'])).toEqual({ ...before, revision: Number(late.revision) });
    const lateDeletion = changed('10:01', { change: 'deleted', flags: ['late'] });
    expect(apply(before, lateDeletion, ['limits'])).toEqual({ ...before, revision: Number(lateDeletion.revision) });
    expect(apply(undefined, late, ['limits'])).toBeUndefined();
  });

  it('moves its revision when a report says what is known already', () => {
    const before = fold(created('10:00', 1));
    const repeated = event('ReportRepeated', '10:05', { factType: 'ConfigurationChanged' });
    expect(apply(before, repeated, ['limits'])).toEqual({ ...before, revision: Number(repeated.revision) });
    expect(apply(undefined, repeated, ['limits'])).toBeUndefined();
    expect(changes.rows(repeated)).toEqual([]);
  });

  it('keeps every change as reported, and tells the value null from none', () => {
    const rows = [
      created('10:00', null),
      changed('10:05', { change: 'deleted', from: null, reason: 'unused' }),
      changed('10:01', { change: 'updated', to: 7, flags: ['late'] }),
    ].flatMap((one) => changes.rows(one));
    expect(rows.map((row) => row.changed_value)).toEqual([{ to: null }, { from: null }, { to: 7 }]);
    expect(rows).toMatchObject([
      { key: 'limits', change: 'created', reason: null, changed_by: 'fleet', occurred_at: at('10:00'), flags: [] },
      { key: 'limits', change: 'deleted', reason: 'unused', occurred_at: at('10:05') },
      { key: 'limits', change: 'updated', occurred_at: at('10:01'), flags: ['late'] },
    ]);
  });
});
