import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agentStates } from '../../events/agent.events.js';
import { approvalDecisions } from '../../events/approval.events.js';
import { eventDefinitions } from '../../events/catalog.js';
import { deploymentStatuses } from '../../events/deployment.events.js';
import { incidentStatuses } from '../../events/incident.events.js';
import { pullRequestStatuses } from '../../events/pull-request.events.js';
import { checkConclusions } from '../../events/repository.events.js';
import { storyStatuses } from '../../events/story.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { auditActions, auditedTypes, auditFamilies, auditMappings } from './audit-mappings.js';
import { auditLogProjection, auditRowOf, purgesOf } from './audit-log.projector.js';

const goldenDir = new URL('../../../test/golden/events/', import.meta.url);
const golden = new Map(
  readdirSync(goldenDir).map((name) => {
    const event = JSON.parse(readFileSync(new URL(name, goldenDir), 'utf8')) as RecordedEvent;
    return [event.type, event] as const;
  }),
);

const position = '00000000000000000042' as LogPosition;
const recordedAt = new Date('2026-01-15T14:33:00Z');
const event = (type: string, data: JsonObject = {}, meta: object = {}): RecordedEvent => {
  const example = golden.get(type);
  if (!example) throw new Error(`no example of ${type}`);
  return {
    ...example,
    data: { ...example.data, ...data },
    meta: { ...example.meta, ...meta },
    revision: 0n,
    position,
    recordedAt,
  };
};
const entry = (type: string, data: JsonObject = {}, meta: object = {}) => {
  const row = auditRowOf(event(type, data, meta));
  if (!row) throw new Error(`no entry for ${type}`);
  return row;
};
const told = (type: string, data: JsonObject = {}) => {
  const { action, resource, outcome } = entry(type, data);
  return [action, resource, outcome];
};

describe('what the audit log makes of events', () => {
  it('knows every type of the catalogue, or says why it leaves it out', () => {
    expect(Object.keys(auditMappings).sort()).toEqual(eventDefinitions.map(({ type }) => type).sort());
    const leftOut = Object.entries(auditMappings).filter(([, mapping]) => 'leftOut' in mapping);
    expect(leftOut.map(([type]) => type).sort()).toEqual([
      'AgentErrorRecorded',
      'AlertConditionCleared',
      'AlertConditionReturned',
      'AlertEvaluationResumed',
      'AlertPendingEnded',
      'AlertPendingRestarted',
      'AlertPendingStarted',
      'CustomMetricPushed',
      'ModelCallRecorded',
      'NotificationQueued',
      'NotificationSuppressed',
      'QueueDepthObserved',
      'ReportRepeated',
      'SpanRecorded',
      'TelemetryReceived',
      'ToolCallRecorded',
      'ToolDecisionRecorded',
    ]);
    for (const [, mapping] of leftOut) expect(mapping).toEqual({ leftOut: expect.stringMatching(/\w+ \w+/) });
    expect(auditLogProjection.types).toEqual(auditedTypes);
    expect(auditRowOf(event('ModelCallRecorded'))).toBeUndefined();
    expect(auditRowOf({ ...event('AgentSpawned'), type: 'FromTheFuture' })).toBeUndefined();
  });

  it.each(auditedTypes)('makes an entry of %s that names its event', (type) => {
    const { id, stream, meta } = event(type);
    expect(entry(type)).toMatchObject({
      id: position,
      position,
      timestamp: new Date(meta.occurredAt),
      recorded_at: recordedAt,
      actor: meta.actor.name,
      actor_id: meta.actor.id,
      actor_type: meta.actor.type,
      resource: expect.stringMatching(/^[a-z_]+:./),
      details: { eventId: id, eventType: type, stream, correlationId: meta.correlationId, source: meta.source },
    });
  });

  it('keeps what it says of the event apart from the data of the event', () => {
    for (const { type, data } of eventDefinitions.filter((one) => auditedTypes.includes(one.type))) {
      const fields = Object.keys((data as unknown as { shape: object }).shape);
      const taken = fields.filter((name) =>
        ['eventId', 'eventType', 'stream', 'correlationId', 'source', 'requestTraceId'].includes(name),
      );
      expect([type, taken]).toEqual([type, []]);
    }
  });

  it('names the trace of the request that led to it, where it is known', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const one = event('AgentSpawned');
    const traced = auditRowOf({ ...one, meta: { ...one.meta, traceparent } });
    expect(traced?.details['requestTraceId']).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(auditRowOf(one)?.details).not.toHaveProperty('requestTraceId');
  });

  it('tells the life of an agent', () => {
    const resource = `agent:${String(event('AgentSpawned').data['agentId'])}`;
    expect(told('AgentSpawned')).toEqual(['agent.spawned', resource, 'success']);
    const endings = agentStates.map((to) => told('AgentStateChanged', { agentId: 'a1', to }));
    expect(endings.filter(([action]) => action !== 'agent.state_changed')).toEqual([
      ['agent.completed', 'agent:a1', 'success'],
      ['agent.failed', 'agent:a1', 'failure'],
      ['agent.terminated', 'agent:a1', 'success'],
    ]);
  });

  it('tells what was deployed where, with the deployment in the details', () => {
    const where = { deploymentId: 'd1', environment: 'production', version: '1.2.0', strategy: 'canary' };
    expect(told('DeploymentTriggered', where)).toEqual(['deployment.triggered', 'environment:production', 'success']);
    expect(entry('DeploymentTriggered', where).details).toMatchObject(where);
    const steps = deploymentStatuses.map((to) => told('DeploymentStatusChanged', { ...where, to }));
    expect(steps.map(([action, , outcome]) => `${action} ${outcome}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'deployment.status_changed success'),
      'deployment.succeeded success',
      'deployment.failed failure',
      'deployment.rolled_back success',
      'deployment.cancelled success',
      'deployment.timed_out failure',
    ]);
  });

  it('tells approvals and configuration', () => {
    expect(told('ApprovalRequested', { approvalId: 'p1' })).toEqual(['approval.requested', 'approval:p1', 'success']);
    expect(approvalDecisions.map((decision) => told('ApprovalDecided', { approvalId: 'p1', decision })[0])).toEqual([
      'approval.granted',
      'approval.denied',
      'approval.delegated',
      'approval.timed_out',
    ]);
    const foreign = { approvalId: 'p1', decision: 'approved', flags: ['not_an_approver'] };
    expect(told('ApprovalDecided', foreign)).toEqual(['approval.disregarded', 'approval:p1', 'denied']);
    expect(told('ConfigurationChanged', { key: 'max.agents' })).toEqual([
      'config.changed',
      'config:max.agents',
      'success',
    ]);
  });

  it('tells sign-ins, refusals and keys, and never the digest of a key', () => {
    expect(told('SignInSucceeded', { keyId: 'k1' })).toEqual(['user.login', 'user:k1', 'success']);
    expect(told('SignedOut', { keyId: 'k1' })).toEqual(['user.logout', 'user:k1', 'success']);
    const { keyId: _, ...nobody } = event('SignInFailed').data;
    expect(auditRowOf({ ...event('SignInFailed'), data: nobody })).toMatchObject({
      action: 'user.login_failed',
      resource: 'user:unknown',
      outcome: 'denied',
    });
    expect(told('AccessRefused', { method: 'DELETE', path: '/api/keys/k1' })).toEqual([
      'access.refused',
      'route:DELETE /api/keys/k1',
      'denied',
    ]);
    const created = entry('ApiKeyCreated', { keyId: 'k2', hash: 'f'.repeat(64) });
    expect(created).toMatchObject({ action: 'apikey.created', resource: 'apikey:k2' });
    expect(JSON.stringify(created)).not.toContain('f'.repeat(64));
    expect(told('ApiKeyRevoked', { keyId: 'k2' })).toEqual(['apikey.revoked', 'apikey:k2', 'success']);
  });

  it('tells pull requests, reviews, stories and incidents', () => {
    const changed = (from: string | undefined, to: string) =>
      told('PullRequestStatusChanged', { pullRequestId: 'o/r#7', from, to })[0];
    expect(told('PullRequestOpened', { pullRequestId: 'o/r#7' })[1]).toBe('pull_request:o/r#7');
    expect(changed('closed', 'open')).toBe('pull_request.reopened');
    expect(changed(undefined, 'open')).toBe('pull_request.status_changed');
    expect(
      pullRequestStatuses.map((to) => changed('reviewing', to)).filter((a) => !a?.endsWith('status_changed')),
    ).toEqual(['pull_request.merged', 'pull_request.failed', 'pull_request.closed']);
    expect([true, false].map((draft) => told('PullRequestDraftChanged', { draft })[0])).toEqual([
      'pull_request.made_draft',
      'pull_request.made_ready',
    ]);
    expect(told('ReviewSubmitted', { pullRequestId: 'o/r#7' })).toEqual([
      'review.submitted',
      'pull_request:o/r#7',
      'success',
    ]);
    expect(told('ReviewRequested')[0]).toBe('review.requested');
    expect(told('ReviewDismissed')[0]).toBe('review.dismissed');
    expect(told('StoryCreated', { storyId: 's1' })).toEqual(['story.created', 'story:s1', 'success']);
    expect(storyStatuses.map((to) => told('StoryStatusChanged', { to })[0])).toEqual([
      'story.status_changed',
      'story.status_changed',
      'story.completed',
      'story.blocked',
      'story.skipped',
    ]);
    expect(told('IncidentDetected', { incidentId: 'i1' })).toEqual(['incident.detected', 'incident:i1', 'success']);
    expect(incidentStatuses.filter((to) => told('IncidentStatusChanged', { to })[0] === 'incident.resolved')).toEqual([
      'resolved',
    ]);
  });

  it('tells what happened in a repository, without the payload of a webhook', () => {
    const check = (conclusion: string) => told('CheckCompleted', { repository: 'o/r', conclusion });
    expect(check('success')).toEqual(['check.completed', 'repository:o/r', 'success']);
    expect(checkConclusions.filter((conclusion) => check(conclusion)[2] === 'failure')).toEqual([
      'failure',
      'timed_out',
      'startup_failure',
    ]);
    expect(told('CommitsPushed', { repository: 'o/r' })).toEqual(['repository.pushed', 'repository:o/r', 'success']);
    expect(told('IssueStatusChanged', { repository: 'o/r', number: 3, change: 'reopened' })).toEqual([
      'issue.reopened',
      'issue:o/r#3',
      'success',
    ]);
    const webhook = entry('WebhookReceived', { repository: 'o/r', payload: { a: 'kept in the log' } });
    expect(webhook).toMatchObject({ action: 'webhook.received', resource: 'repository:o/r' });
    expect(JSON.stringify(webhook)).not.toContain('kept in the log');
    expect(told('WebhookReceived', { repository: undefined })[1]).toBe('webhook:github');
  });

  it('answers only actions that it declares', () => {
    const variations = [
      ...agentStates.map((to) => told('AgentStateChanged', { to })),
      ...deploymentStatuses.map((to) => told('DeploymentStatusChanged', { to })),
      ...pullRequestStatuses.map((to) => told('PullRequestStatusChanged', { to })),
      ...storyStatuses.map((to) => told('StoryStatusChanged', { to })),
      ...auditedTypes.map((type) => told(type)),
    ].map(([action]) => action);
    expect(variations.filter((action) => !(auditActions as readonly unknown[]).includes(action))).toEqual([]);
    expect(auditFamilies).toEqual([
      'access',
      'agent',
      'alert',
      'alert_rule',
      'apikey',
      'approval',
      'audit',
      'budget',
      'channel',
      'check',
      'config',
      'custom_metric',
      'deployment',
      'incident',
      'issue',
      'notification',
      'notification_policy',
      'price',
      'pull_request',
      'recommendation',
      'repository',
      'review',
      'story',
      'tracing',
      'user',
      'webhook',
    ]);
  });

  it('keeps address and program of the actor, and that it was simulated', () => {
    const actor = { type: 'user', id: 'k1', name: 'Ada', ipAddress: '192.168.1.100', userAgent: 'curl/8' };
    expect(entry('AgentSpawned', {}, { actor, demo: true })).toMatchObject({
      ip_address: '192.168.1.100',
      user_agent: 'curl/8',
      demo: true,
    });
    expect(entry('AgentSpawned', {}, { actor: { type: 'system', id: 's', name: 's' } })).toMatchObject({
      ip_address: null,
      user_agent: null,
      demo: false,
    });
  });

  it('is found by any text of it, in lower case, each once', () => {
    const { search } = entry('ConfigurationChanged', { key: 'Ünits', to: { Deep: ['ÄRGER', 42] } });
    const lines = search.split('\n');
    expect(lines).toEqual(expect.arrayContaining(['config.changed', 'config:ünits', 'ünits', 'ärger', '42']));
    expect(new Set(lines).size).toBe(lines.length);
  });
});

describe('what retention removes', () => {
  it('follows from the event alone: by family, what was recorded before the cutoff', () => {
    const before = '2025-10-17T00:00:00.000Z';
    const cutoffs = [
      { family: 'agent', before, removed: 12 },
      { family: 'user', before: '2026-01-01T00:00:00.000Z', removed: 1 },
    ];
    expect(purgesOf(event('AuditRetentionApplied', { removed: 13, cutoffs }))).toEqual([
      { column: 'recorded_at', before: new Date(before), where: { family: 'agent' } },
      { column: 'recorded_at', before: new Date('2026-01-01T00:00:00.000Z'), where: { family: 'user' } },
    ]);
  });

  it('is nothing at any other event', () => {
    expect(purgesOf(event('AuditRetentionChanged'))).toEqual([]);
    expect(purgesOf(event('AgentSpawned'))).toEqual([]);
  });
});
