import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

let services: TestService[];
beforeAll(async () => {
  const env = { ORCHESTRATE_AGENT_IDLE_AFTER: '1s' };
  const first = await startTestService({ env });
  // Two replicas look for them.
  services = [first, await startTestService({ env, database: first.database })];
});
afterAll(async () => {
  for (const service of services.toReversed()) await service.close();
});

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const seen = (session: string, id: string, at: string) =>
  services[0]!.post('/v1/logs', {
    resourceLogs: [
      {
        resource: { attributes: [text('service.name', 'claude-code')] },
        scopeLogs: [
          {
            scope: { name: 'com.anthropic.claude_code.events' },
            logRecords: [
              {
                eventName: 'claude_code.tool_result',
                attributes: [
                  text('session.id', session),
                  text('event.timestamp', at),
                  text('tool_name', 'Bash'),
                  text('success', 'true'),
                  text('duration_ms', '5'),
                  text('tool_use_id', id),
                ],
              },
            ],
          },
        ],
      },
    ],
  });
const become = (id: string, state: object) =>
  vi.waitFor(async () => {
    const { body } = await services[0]!.get(`/api/agents/${id}`);
    expect(body).toMatchObject(state);
    return body as { state: string };
  }, 60_000);

describe('agents whose telemetry tells of no end', () => {
  it('are over when they are heard of no more, run again when they are, and that is told once', async () => {
    await services[0]!.post('/api/agents', { id: 'spawned', type: 'story-developer' });
    await services[0]!.post('/api/agents/spawned/state', { to: 'running' });
    expect((await seen('quiet', 't-1', '2026-01-15T14:00:00Z')).status).toBe(200);
    expect((await seen('quiet', 't-2', '2026-01-15T14:05:00Z')).status).toBe(200);
    await become('quiet', {
      state: 'terminated',
      reason: expect.stringContaining('idle'),
      endedAt: '2026-01-15T14:05:00.000Z',
      executionSeconds: 300,
    });
    await seen('quiet', 't-3', '2026-01-15T15:00:00Z');
    await become('quiet', { state: 'terminated', endedAt: '2026-01-15T15:00:00.000Z', executionSeconds: 3_600 });
    const told: { to: string; actor: string }[] = [];
    for await (const { type, data, meta } of services[0]!.runtime.log.readStream('agent-quiet')) {
      if (type === 'AgentStateChanged') told.push({ to: String(data['to']), actor: meta.actor.id });
    }
    expect(told).toEqual([
      { to: 'terminated', actor: 'agents-idle' },
      { to: 'running', actor: expect.not.stringContaining('agents-idle') },
      { to: 'terminated', actor: 'agents-idle' },
    ]);
    expect((await services[0]!.get('/api/agents/spawned')).body.state).toBe('running');
  }, 120_000);
});
