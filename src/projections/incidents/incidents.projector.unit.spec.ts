import { describe, expect, it } from 'vitest';
import type { IncidentStatus } from '../../events/incident.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { type IncidentRow, incidentsProjection } from './incidents.projector.js';

let count = 0;
const event = (type: string, time: string, data: JsonObject = {}, demo?: true): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { incidentId: 'i1', ...data },
  meta: {
    occurredAt: `2026-01-15T${time}:00.000Z`,
    actor: { type: 'api_key', id: 'key-1', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
    ...(demo && { demo }),
  },
  stream: 'incident-i1',
  revision: BigInt(count),
  position: String(++count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const detected = (time: string, data: JsonObject = {}) =>
  event('IncidentDetected', time, { severity: 'high', ...data });
const changed = (time: string, to: IncidentStatus, data: JsonObject = {}) =>
  event('IncidentStatusChanged', time, { to, ...data });

const [output, steps] = incidentsProjection.outputs;
if (output?.kind !== 'fold' || steps?.kind !== 'insert') throw new Error('not a fold and its steps');
const { apply, keys } = output;
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<IncidentRow | undefined>((row, one) => apply(row, one, ['i1']) as IncidentRow, undefined)!;
const at = (time: string) => new Date(`2026-01-15T${time}:00.000Z`);

describe('the incidents projection', () => {
  it('files every event under its incident', () => {
    expect([detected('10:00'), changed('10:01', 'resolved')].map(keys)).toEqual([[['i1']], [['i1']]]);
  });

  it('follows an incident from detection to resolution', () => {
    const row = fold(
      detected('10:00', { title: 'Down', service: 'shop', environment: 'production', deploymentId: 'd1' }),
      changed('10:05', 'mitigating', { reason: 'rollback' }),
      changed('10:30', 'resolved', { rootCause: 'a bad query' }),
    );
    expect(row).toMatchObject({ severity: 'high', title: 'Down', service: 'shop', environment: 'production' });
    expect(row).toMatchObject({ deployment_id: 'd1', status: 'resolved', root_cause: 'a bad query', reason: null });
    expect(row).toMatchObject({ detected_at: at('10:00'), resolved_at: at('10:30'), seconds_to_resolve: 1800 });
    expect(Object.keys(row.status_times)).toEqual(['detected', 'mitigating', 'resolved']);
  });

  it('has no time to resolve while it is open', () => {
    expect(fold(detected('10:00'), changed('10:05', 'investigating'))).toMatchObject({
      resolved_at: null,
      seconds_to_resolve: null,
    });
  });

  it('does not know what nobody has said', () => {
    const row = fold(changed('10:30', 'resolved', { flags: ['before_creation'] }));
    expect(row).toMatchObject({ severity: null, title: null, deployment_id: null, detected_at: null });
    expect(row).toMatchObject({ resolved_at: at('10:30'), seconds_to_resolve: null, flags: ['before_creation'] });
  });

  it('takes from a status when it was detected and how bad it is until the detection says', () => {
    const resolved = changed('10:30', 'resolved', { severity: 'low', detectedAt: '2026-01-15T10:10:00.000Z' });
    expect(fold(resolved)).toMatchObject({ severity: 'low', detected_at: at('10:10'), seconds_to_resolve: 1200 });
    expect(fold(resolved, detected('10:00', { flags: ['late'] }))).toMatchObject({
      severity: 'high',
      status: 'resolved',
      detected_at: at('10:00'),
      seconds_to_resolve: 1800,
      updated_at: at('10:30'),
      flags: ['late'],
    });
  });

  it('is open again when it comes back, and resolved when it was resolved last', () => {
    const back = [detected('10:00'), changed('10:30', 'resolved'), changed('11:00', 'investigating')];
    expect(fold(...back)).toMatchObject({ status: 'investigating', resolved_at: null, seconds_to_resolve: null });
    const over = fold(...back, changed('12:00', 'resolved'), changed('13:00', 'post_mortem'));
    expect(over).toMatchObject({ status: 'post_mortem', resolved_at: at('12:00'), seconds_to_resolve: 7200 });
  });

  it('keeps the status, and learns when it was resolved, when a step comes late', () => {
    const postMortem = changed('13:00', 'post_mortem', { rootCause: 'the index' });
    expect(fold(detected('10:00'), postMortem).resolved_at).toBeNull();
    const row = fold(
      detected('10:00'),
      postMortem,
      changed('10:30', 'resolved', { flags: ['late'], reason: 'calm', rootCause: 'the network' }),
    );
    expect(row).toMatchObject({ status: 'post_mortem', reason: null, root_cause: 'the index', flags: ['late'] });
    expect(row).toMatchObject({ resolved_at: at('10:30'), seconds_to_resolve: 1800 });
  });

  it('changes nothing for a detection that is told again', () => {
    const row = fold(detected('10:00'));
    expect(apply(row, detected('10:00', { title: 'other' }), ['i1'])).toBe(row);
  });

  it('keeps every step as reported, beginning with the detection', () => {
    const late = changed('10:01', 'investigating', { from: 'detected', flags: ['late'], reason: 'looks' });
    expect([detected('10:00'), late].flatMap((one) => steps.rows(one))).toMatchObject([
      { subject_id: 'i1', from_status: null, to_status: 'detected', occurred_at: at('10:00'), reported_by: 'fleet' },
      {
        from_status: 'detected',
        to_status: 'investigating',
        reason: 'looks',
        flags: ['late'],
        position: late.position,
      },
    ]);
  });

  it('marks what is simulated', () => {
    expect(fold(event('IncidentDetected', '10:00', { severity: 'low' }, true)).demo).toBe(true);
    expect(fold(detected('10:00')).demo).toBe(false);
  });
});
