import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import type { ApprovalDecisionRow } from './approval-decisions.projector.js';
import { presentDecision } from './approval.response.js';
import { type ApprovalRow, approvalsProjection } from './approvals.projector.js';

let count = 0;
const event = (type: string, time: string, data: JsonObject, demo?: true): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { approvalId: 'a1', ...data },
  meta: {
    occurredAt: `2026-01-15T${time}:00.000Z`,
    actor: { type: 'api_key', id: 'key-1', name: 'ann' },
    correlationId: 'c',
    source: 'rest',
    ...(demo && { demo }),
  },
  stream: 'approval-a1',
  revision: BigInt(count),
  position: String(++count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const requested = (time: string, data: JsonObject = {}) =>
  event('ApprovalRequested', time, { requiredCount: 1, requestedAt: `2026-01-15T${time}:00.000Z`, ...data });
const decided = (time: string, decision: string, data: JsonObject = {}) =>
  event('ApprovalDecided', time, {
    decision,
    status: decision,
    via: 'reported',
    decidedBy: 'bob',
    approvalCount: decision === 'approved' ? 1 : 0,
    rejectionCount: decision === 'rejected' ? 1 : 0,
    requiredCount: 1,
    ...data,
  });

const [output, decisions] = approvalsProjection.outputs;
if (output?.kind !== 'fold' || decisions?.kind !== 'insert') throw new Error('not a fold and its decisions');
const { apply, keys } = output;
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<ApprovalRow | undefined>((row, one) => apply(row, one, ['a1']) as ApprovalRow, undefined)!;
const at = (time: string) => new Date(`2026-01-15T${time}:00.000Z`);
const undecided = { decision: null, decided_by: null, decided_at: null, comment: null, wait_seconds: null };

describe('the approvals projection', () => {
  it('files every event under its approval', () => {
    expect([requested('10:00'), decided('10:01', 'approved')].map(keys)).toEqual([[['a1']], [['a1']]]);
  });

  it('waits until somebody decides', () => {
    const request = { title: 'Ship it', resource: 'environment:production', requestedBy: 'eve', agentId: 'agent-1' };
    const row = fold(requested('10:00', { ...request, requiredApprovers: ['bob'], timeoutSeconds: 60 }));
    expect(row).toMatchObject({ status: 'pending', title: 'Ship it', requested_by: 'eve', required_count: 1 });
    expect(row).toMatchObject({ required_approvers: ['bob'], timeout_seconds: 60, timeout_action: null });
    expect(row).toMatchObject({ ...undecided, requested_at: at('10:00'), updated_at: at('10:00') });
  });

  it('knows who settled it, why, and how long that took', () => {
    const row = fold(requested('10:00'), decided('10:05', 'rejected', { comment: 'not now' }));
    expect(row).toMatchObject({ status: 'rejected', decision: 'rejected', comment: 'not now', wait_seconds: 300 });
    expect(row).toMatchObject({ decided_by: 'bob', decided_by_name: 'bob', decided_via: 'reported' });
    expect(row).toMatchObject({ decided_at: at('10:05'), rejection_count: 1, approval_count: 0 });
  });

  it('names who decided here by the key, with its id', () => {
    const row = fold(requested('10:00'), decided('10:05', 'approved', { via: 'service', decidedBy: 'key-1' }));
    expect(row).toMatchObject({ decided_by: 'key-1', decided_by_name: 'ann', decided_via: 'service' });
  });

  it('is open while approvals lack, and decided by the last of them', () => {
    const first = decided('10:05', 'approved', { status: 'pending', requiredCount: 2 });
    const second = decided('10:10', 'approved', { decidedBy: 'carl', approvalCount: 2, requiredCount: 2 });
    const waiting = fold(requested('10:00', { requiredCount: 2 }), first);
    expect(waiting).toMatchObject({ ...undecided, status: 'pending', approval_count: 1, updated_at: at('10:05') });
    expect(apply(waiting, second, ['a1'])).toMatchObject({
      status: 'approved',
      decided_by: 'carl',
      approval_count: 2,
      wait_seconds: 600,
    });
  });

  it('stays open when it is delegated', () => {
    const delegated = decided('10:05', 'delegated', { delegatedTo: 'dora' });
    const row = fold(requested('10:00'), delegated, delegated);
    expect(row).toMatchObject({ ...undecided, status: 'delegated', delegates: ['dora'] });
    expect(apply(row, decided('10:10', 'approved', { decidedBy: 'dora' }), ['a1'])).toMatchObject({
      status: 'approved',
      decided_by: 'dora',
      delegates: ['dora'],
    });
  });

  it('stays as it was settled first, and notes what came after', () => {
    const row = fold(
      requested('10:00'),
      decided('10:05', 'timed_out', { decidedBy: 'system' }),
      decided('10:10', 'approved', { status: 'timed_out', flags: ['already_resolved'] }),
    );
    expect(row).toMatchObject({ status: 'timed_out', decision: 'timed_out', decided_by: 'system', wait_seconds: 300 });
    expect(row).toMatchObject({ approval_count: 1, updated_at: at('10:10'), flags: ['already_resolved'] });
  });

  it('is not decided by somebody whom the request does not name, which it notes', () => {
    const foreign = { status: 'pending', decidedBy: 'agent-1', approvalCount: 0, flags: ['not_an_approver'] };
    const row = fold(
      requested('10:00', { requiredApprovers: ['bob'] }),
      decided('10:05', 'approved', foreign),
      decided('10:06', 'delegated', { ...foreign, delegatedTo: 'agent-2' }),
    );
    expect(row).toMatchObject({ ...undecided, status: 'pending', approval_count: 0, delegates: [] });
    expect(row).toMatchObject({ flags: ['not_an_approver'], updated_at: at('10:06') });
    const [noted] = decisions.rows(decided('10:05', 'approved', foreign));
    expect(presentDecision(noted as ApprovalDecisionRow)).toMatchObject({ decision: 'approved', disregarded: true });
    const [counted] = decisions.rows(decided('10:05', 'approved'));
    expect(presentDecision(counted as ApprovalDecisionRow)).toMatchObject({ disregarded: false });
  });

  it('forgets what others decided before the request that names who may', () => {
    const others = { requiredApprovers: ['bob'], flags: ['decided_by_others'] };
    const row = fold(decided('09:55', 'approved', { flags: ['before_request'] }), requested('10:00', others));
    expect(row).toMatchObject({ ...undecided, status: 'pending', approval_count: 0, delegates: [] });
    const late = fold(decided('09:55', 'timed_out', { flags: ['before_request'] }), requested('09:00', others));
    expect(late).toMatchObject({ status: 'timed_out', decision: 'timed_out', wait_seconds: 3_300 });
  });

  it('knows the wait once the request is reported, however late, unless the times contradict it', () => {
    const early = decided('10:05', 'approved', { flags: ['before_request'] });
    const row = fold(early);
    expect(row).toMatchObject({ status: 'approved', required_count: null, requested_at: null, wait_seconds: null });
    expect(apply(row, requested('10:00', { title: 'Ship it' }), ['a1'])).toMatchObject({
      status: 'approved',
      title: 'Ship it',
      required_count: 1,
      wait_seconds: 300,
      updated_at: at('10:05'),
      flags: ['before_request'],
    });
    expect(fold(early, requested('10:06')).wait_seconds).toBeNull();
  });

  it('changes nothing for a request that is told again', () => {
    const row = fold(requested('10:00'));
    expect(apply(row, requested('10:01', { title: 'Other' }), ['a1'])).toBe(row);
  });

  it('keeps every decision as recorded', () => {
    const one = decided('10:05', 'delegated', { delegatedTo: 'dora', comment: 'hers', via: 'service', decidedBy: 'k' });
    expect([requested('10:00'), one].flatMap((each) => decisions.rows(each))).toEqual([
      {
        approval_id: 'a1',
        position: one.position,
        decision: 'delegated',
        status: 'delegated',
        via: 'service',
        decided_by: 'k',
        decided_by_name: 'ann',
        comment: 'hers',
        delegated_to: 'dora',
        reported_by: 'ann',
        occurred_at: at('10:05'),
        recorded_at: one.recordedAt,
        flags: [],
      },
    ]);
  });

  it('marks what is simulated', () => {
    expect(fold(event('ApprovalRequested', '10:00', { requiredCount: 1 }, true)).demo).toBe(true);
    expect(fold(requested('10:00')).demo).toBe(false);
  });
});
