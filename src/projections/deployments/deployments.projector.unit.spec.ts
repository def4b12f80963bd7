import { describe, expect, it } from 'vitest';
import type { DeploymentStatus } from '../../events/deployment.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { type DeploymentRow, deploymentsProjection } from './deployments.projector.js';

let count = 0;
const event = (type: string, time: string, data: JsonObject, demo?: true): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { deploymentId: 'd1', ...data },
  meta: {
    occurredAt: `2026-01-15T${time}:00.000Z`,
    actor: { type: 'api_key', id: 'key-1', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
    ...(demo && { demo }),
  },
  stream: 'deployment-d1',
  revision: BigInt(count),
  position: String(++count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const triggered = (time: string, data: JsonObject = {}) =>
  event('DeploymentTriggered', time, { environment: 'production', version: 'v2', ...data });
const changed = (time: string, to: DeploymentStatus, data: JsonObject = {}) =>
  event('DeploymentStatusChanged', time, { environment: 'production', to, ...data });

const [output, steps] = deploymentsProjection.outputs;
if (output?.kind !== 'fold' || steps?.kind !== 'insert') throw new Error('not a fold and its steps');
const { apply, keys } = output;
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<DeploymentRow | undefined>((row, one) => apply(row, one, ['d1']) as DeploymentRow, undefined)!;
const at = (time: string) => new Date(`2026-01-15T${time}:00.000Z`);

describe('the deployments projection', () => {
  it('files every event under its deployment', () => {
    expect([triggered('10:00'), changed('10:01', 'failed')].map(keys)).toEqual([[['d1']], [['d1']]]);
  });

  it('follows a deployment from trigger to end', () => {
    const row = fold(
      triggered('10:00', { initiatedBy: 'ann', previousVersion: 'v1', strategy: 'canary', epicId: 'e1' }),
      changed('10:01', 'in_progress'),
      changed('10:05', 'succeeded', { reason: 'healthy' }),
    );
    expect(row).toMatchObject({ environment: 'production', version: 'v2', previous_version: 'v1', epic_id: 'e1' });
    expect(row).toMatchObject({ status: 'succeeded', reason: 'healthy', error: null, initiated_by: 'ann' });
    expect(row).toMatchObject({ triggered_at: at('10:00'), ended_at: at('10:05'), duration_seconds: 300, flags: [] });
    expect(Object.keys(row.status_times)).toEqual(['pending', 'in_progress', 'succeeded']);
  });

  it('has neither end nor duration while it runs', () => {
    expect(fold(triggered('10:00'), changed('10:01', 'verifying'))).toMatchObject({
      ended_at: null,
      duration_seconds: null,
    });
  });

  it('does not know what nobody has said', () => {
    const row = fold(changed('10:05', 'failed', { environment: 'unknown', flags: ['before_creation'] }));
    expect(row).toMatchObject({ environment: null, version: null, triggered_at: null, duration_seconds: null });
    expect(row).toMatchObject({ status: 'failed', ended_at: at('10:05'), flags: ['before_creation'] });
  });

  it('knows the duration once the trigger is reported, however late', () => {
    const row = fold(
      changed('10:05', 'failed', { environment: 'staging', startedAt: '2026-01-15T10:01:00.000Z', error: 'boom' }),
      triggered('10:00', { flags: ['late'] }),
    );
    expect(row).toMatchObject({ environment: 'production', status: 'failed', error: 'boom', flags: ['late'] });
    expect(row).toMatchObject({ triggered_at: at('10:00'), duration_seconds: 300, updated_at: at('10:05') });
  });

  it('takes when it was triggered from a status while the trigger is not reported', () => {
    const row = fold(changed('10:05', 'succeeded', { startedAt: '2026-01-15T10:01:00.000Z' }));
    expect(row).toMatchObject({ triggered_at: at('10:01'), duration_seconds: 240 });
  });

  it('keeps the status, and notes the time, when a step comes late', () => {
    const row = fold(
      triggered('10:00'),
      changed('10:05', 'failed', { error: 'boom' }),
      changed('10:01', 'in_progress', { flags: ['late'], reason: 'begins' }),
    );
    expect(row).toMatchObject({
      status: 'failed',
      error: 'boom',
      reason: null,
      flags: ['late'],
      ended_at: at('10:05'),
    });
    expect(row.status_times['in_progress']).toBe('2026-01-15T10:01:00.000Z');
  });

  it('lasts until its own end, not until the rollback, in whatever order they are told', () => {
    const end = changed('10:05', 'failed', { error: 'boom' });
    const rollback = changed('12:00', 'rolled_back', { rolledBackTo: 'v1' });
    const inOrder = fold(triggered('10:00'), end, rollback);
    expect(inOrder).toMatchObject({ status: 'rolled_back', rolled_back_to: 'v1', error: 'boom' });
    expect(inOrder).toMatchObject({ ended_at: at('10:05'), duration_seconds: 300, updated_at: at('12:00') });
    const outOfOrder = fold(triggered('10:00'), rollback, changed('10:05', 'failed', { flags: ['late'] }));
    expect(outOfOrder).toMatchObject({ status: 'rolled_back', ended_at: at('10:05'), duration_seconds: 300 });
    expect(fold(triggered('10:00'), rollback).ended_at).toEqual(at('12:00'));
  });

  it('is under way again when it goes on after its end', () => {
    const row = fold(
      triggered('10:00'),
      changed('10:05', 'failed', { error: 'boom' }),
      changed('10:06', 'in_progress', { flags: ['illegal_transition'] }),
    );
    expect(row).toMatchObject({ status: 'in_progress', error: null, ended_at: null, duration_seconds: null });
  });

  it('changes nothing for a trigger that is told again', () => {
    const row = fold(triggered('10:00'));
    expect(apply(row, triggered('10:00', { version: 'v3' }), ['d1'])).toBe(row);
  });

  it('keeps every step as reported, beginning with the trigger', () => {
    const late = changed('10:01', 'in_progress', { from: 'pending', flags: ['late'], reason: 'slow' });
    expect([triggered('10:00'), late].flatMap((one) => steps.rows(one))).toMatchObject([
      { subject_id: 'd1', from_status: null, to_status: 'pending', occurred_at: at('10:00'), reported_by: 'fleet' },
      { from_status: 'pending', to_status: 'in_progress', reason: 'slow', flags: ['late'], position: late.position },
    ]);
  });

  it('marks what is simulated', () => {
    expect(fold(event('DeploymentTriggered', '10:00', { environment: 'staging' }, true)).demo).toBe(true);
    expect(fold(triggered('10:00')).demo).toBe(false);
  });
});
