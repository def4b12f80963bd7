import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import type { ApprovalDecision, ApprovalEvent } from '../../../events/approval.events.js';
import { type ApprovalCommand, approvalDecider } from './approval.decider.js';
import { approvalDecidedKind, approvalRequestedKind } from './approval.facts.js';

const alice = { id: 'key-a', name: 'alice' };
const bob = { id: 'key-b', name: 'bob' };
const request = (more: object = {}): ApprovalCommand => ({
  type: 'request',
  request: { approvalId: 'ap-1', title: 'Deploy', resource: 'environment:production', ...more },
  at: at('14:00'),
});
const decide = (
  decision: Exclude<ApprovalDecision, 'timed_out'>,
  by = alice,
  time = '14:10',
  more: object = {},
): ApprovalCommand => ({ type: 'decide', approvalId: 'ap-1', decision, by, at: at(time), ...more });

/** Runs the commands; answers the events of the last. */
function run(...commands: readonly ApprovalCommand[]): readonly ApprovalEvent[] {
  let state = approvalDecider.initial;
  let events: readonly ApprovalEvent[] = [];
  for (const command of commands) {
    events = approvalDecider.decide(command, state);
    state = events.reduce((one, event) => approvalDecider.evolve(one, event), state);
  }
  return events;
}
const refusal = (code: string, fault: string) => expect.objectContaining({ code, fault });

describe('given no approval', () => {
  it('is requested with a quorum of one unless told otherwise', () => {
    expect(run(request())).toEqual([
      {
        type: 'ApprovalRequested',
        data: {
          approvalId: 'ap-1',
          title: 'Deploy',
          resource: 'environment:production',
          requiredCount: 1,
          requestedAt: at('14:00'),
        },
      },
    ]);
  });

  it('cannot be decided', () => {
    expect(() => run(decide('approved'))).toThrow(refusal('APPROVAL_UNKNOWN', 'not_found'));
  });

  it('refuses a quorum that its approvers cannot reach', () => {
    expect(() => run(request({ requiredApprovers: ['alice'], requiredCount: 2 }))).toThrow(
      refusal('APPROVAL_QUORUM_IMPOSSIBLE', 'invalid'),
    );
  });
});

describe('given a request', () => {
  it('is the same when requested again, and refused with other content', () => {
    expect(run(request(), request())).toEqual([]);
    expect(() => run(request(), request({ title: 'Drop the database' }))).toThrow(
      refusal('APPROVAL_EXISTS', 'conflict'),
    );
  });

  it('is approved by one, and tells how long it waited', () => {
    expect(run(request(), decide('approved', alice, '14:10', { comment: 'ship it' }))[0]!.data).toEqual({
      approvalId: 'ap-1',
      title: 'Deploy',
      resource: 'environment:production',
      decision: 'approved',
      status: 'approved',
      via: 'service',
      decidedBy: 'key-a',
      comment: 'ship it',
      approvalCount: 1,
      rejectionCount: 0,
      requiredCount: 1,
      requestedAt: at('14:00'),
      waitSeconds: 600,
    });
  });

  it('stays pending until the quorum is reached', () => {
    const [first] = run(request({ requiredCount: 2 }), decide('approved'));
    expect(first!.data).toMatchObject({ status: 'pending', approvalCount: 1, requiredCount: 2 });
    expect(first!.data).not.toHaveProperty('waitSeconds');
    const [second] = run(request({ requiredCount: 2 }), decide('approved'), decide('approved', bob));
    expect(second!.data).toMatchObject({ status: 'approved', approvalCount: 2 });
  });

  it('is rejected by one', () => {
    expect(run(request({ requiredCount: 2 }), decide('approved'), decide('rejected', bob))[0]!.data).toMatchObject({
      status: 'rejected',
      approvalCount: 1,
      rejectionCount: 1,
    });
  });

  it('counts nobody twice', () => {
    expect(() => run(request({ requiredCount: 2 }), decide('approved'), decide('approved'))).toThrow(
      refusal('APPROVAL_DECIDED_TWICE', 'conflict'),
    );
  });

  it.each(['approved', 'rejected'] as const)('%s takes no decision any more', (decision) => {
    expect(() => run(request(), decide(decision), decide('approved', bob))).toThrow(
      refusal('APPROVAL_RESOLVED', 'conflict'),
    );
  });

  it('is decided by its approvers only, by id or by name', () => {
    const asked = request({ requiredApprovers: ['bob'] });
    expect(() => run(asked, decide('approved'))).toThrow(refusal('APPROVAL_NOT_AN_APPROVER', 'forbidden'));
    expect(run(asked, decide('approved', bob))).toHaveLength(1);
    expect(run(request({ requiredApprovers: ['key-b'] }), decide('approved', bob))).toHaveLength(1);
  });

  it('is open to the delegate once delegated', () => {
    const asked = request({ requiredApprovers: ['bob'] });
    const delegate = decide('delegated', bob, '14:05', { delegatedTo: 'alice' });
    expect(run(asked, delegate)[0]!.data).toMatchObject({ status: 'delegated', delegatedTo: 'alice' });
    expect(run(asked, delegate, decide('approved', alice))[0]!.data).toMatchObject({ status: 'approved' });
  });

  it('names a delegate if and only if it is delegated', () => {
    expect(() => run(request(), decide('delegated'))).toThrow(refusal('APPROVAL_DELEGATE_INVALID', 'invalid'));
    expect(() => run(request(), decide('approved', alice, '14:05', { delegatedTo: 'bob' }))).toThrow(
      refusal('APPROVAL_DELEGATE_INVALID', 'invalid'),
    );
  });
});

describe('decisions reported by the fleet', () => {
  const ask = (history: FactHistory, more: object = {}) =>
    history.report(approvalRequestedKind, { approvalId: 'ap-1', ...more }, at('14:00'));
  const report = (history: FactHistory, data: object, time = '14:10') =>
    history.report(approvalDecidedKind, { approvalId: 'ap-1', ...data }, at(time));

  it.each([
    ['approve', 'approved'],
    ['granted', 'approved'],
    ['denied', 'rejected'],
    ['rejected', 'rejected'],
  ])('say %s for %s, and are marked as reported', (decision, stored) => {
    const history = new FactHistory();
    ask(history);
    expect(report(history, { decision, decidedBy: 'carol' })[0]!.data).toMatchObject({
      decision: stored,
      status: stored,
      via: 'reported',
      decidedBy: 'carol',
    });
  });

  it('are recorded with flags when they are unusual', () => {
    const history = new FactHistory();
    expect(report(history, { decision: 'approved', decidedBy: 'carol' })[0]!.data.flags).toEqual(['before_request']);
    expect(ask(history)).toHaveLength(1);
    const [again] = report(history, { decision: 'rejected', decidedBy: 'carol' }, '14:20');
    expect(again!.data).toMatchObject({ status: 'approved', flags: ['already_resolved', 'decided_twice'] });
  });

  it('sent again change nothing', () => {
    const history = new FactHistory();
    ask(history, { requiredCount: 2 });
    report(history, { decision: 'approved', decidedBy: 'carol' });
    expect(report(history, { decision: 'approved', decidedBy: 'carol' }, '14:30')).toEqual([]);
  });

  it('decide nothing when the request names others', () => {
    const history = new FactHistory();
    ask(history, { requiredApprovers: ['bob'] });
    for (const decision of ['approved', 'rejected']) {
      const [foreign] = report(history, { decision, decidedBy: 'agent-1' });
      expect(foreign!.data).toMatchObject({ decision, status: 'pending', approvalCount: 0, rejectionCount: 0 });
      expect(foreign!.data.flags).toEqual(['not_an_approver']);
      expect(foreign!.data).not.toHaveProperty('waitSeconds');
    }
    expect(report(history, { decision: 'approved' })[0]!.data.flags).toEqual(['not_an_approver']);
    expect(report(history, { decision: 'rejected', decidedBy: 'agent-1' }, '14:30')).toEqual([]);
    expect(report(history, { decision: 'approved', decidedBy: 'bob' })[0]!.data).toMatchObject({
      status: 'approved',
      approvalCount: 1,
      rejectionCount: 0,
    });
  });

  it('count from a delegate, whom only an approver can name', () => {
    const history = new FactHistory();
    ask(history, { requiredApprovers: ['bob'] });
    report(history, { decision: 'approved', decidedBy: 'dora' });
    report(history, { decision: 'delegated', decidedBy: 'agent-1', delegatedTo: 'agent-1' });
    expect(report(history, { decision: 'approved', decidedBy: 'agent-1' })[0]!.data.status).toBe('pending');
    report(history, { decision: 'delegated', decidedBy: 'bob', delegatedTo: 'dora' });
    expect(report(history, { decision: 'approved', decidedBy: 'dora' })[0]!.data).toMatchObject({
      status: 'approved',
      approvalCount: 1,
    });
  });

  it('that the time ran out need no approver', () => {
    const history = new FactHistory();
    ask(history, { requiredApprovers: ['bob'] });
    expect(report(history, { decision: 'timed_out' })[0]!.data).toMatchObject({ status: 'timed_out' });
    expect(report(history, { decision: 'timed_out' })).toEqual([]);
  });

  it('before the request count only where they are by its approvers', () => {
    const foreign = new FactHistory();
    report(foreign, { decision: 'delegated', decidedBy: 'agent-1', delegatedTo: 'agent-2' }, '13:50');
    report(foreign, { decision: 'approved', decidedBy: 'agent-1' }, '13:55');
    expect(ask(foreign, { requiredApprovers: ['bob'] })[0]!.data.flags).toEqual(['decided_by_others']);
    expect(report(foreign, { decision: 'approved', decidedBy: 'agent-2' })[0]!.data).toMatchObject({
      status: 'pending',
      approvalCount: 0,
      flags: ['not_an_approver'],
    });
    expect(report(foreign, { decision: 'rejected', decidedBy: 'bob' })[0]!.data).toMatchObject({ status: 'rejected' });

    const own = new FactHistory();
    report(own, { decision: 'approved', decidedBy: 'bob' }, '13:55');
    expect(ask(own, { requiredApprovers: ['bob'] })[0]!.data).not.toHaveProperty('flags');
    expect(report(own, { decision: 'rejected', decidedBy: 'bob' })[0]!.data).toMatchObject({ status: 'approved' });
  });
});
