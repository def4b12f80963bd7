import { randomUUID } from 'node:crypto';
import type { AppendRequest } from '../src/platform/event-store/event-log.js';
import type { JsonObject } from '../src/kernel/json.js';

const meta = {
  occurredAt: '2026-11-02T10:00:00.000Z',
  actor: { type: 'api_key' as const, id: 'key-1', name: 'reporter' },
  correlationId: 'c-1',
  source: 'rest' as const,
};
const types = ['backend-engineer', 'frontend-engineer', 'code-reviewer', 'test-engineer', 'build-fixer'];
const models = ['claude-sonnet-4-5', 'claude-opus-4-1', 'gpt-5-codex', 'gemini-2.5-pro'];
const tools = ['Bash', 'Edit', 'Read', 'Grep', 'Write', 'WebFetch'];

const event = (type: string, data: JsonObject, n: number) => ({
  id: randomUUID(),
  type,
  schemaVersion: 1,
  data,
  // A month of work, in order.
  meta: { ...meta, occurredAt: new Date(Date.UTC(2026, 9, 1) + n * 2_500).toISOString() },
});

/**
 * What a fleet reports, as ready appends of about `perAgent` events: agents that are born, call models and tools, and
 * end. One agent after the other; `total` events in all.
 */
export function* fleetHistory(total: number, perAgent = 40): Generator<AppendRequest> {
  let n = 0;
  for (let agent = 0; n < total; agent++) {
    const agentId = `agent-${agent}`;
    const agentType = types[agent % types.length]!;
    const epicId = `epic-${agent % 40}`;
    const storyId = `story-${agent % 400}`;
    const life = (from: string, to: string, more: JsonObject = {}) =>
      event('AgentStateChanged', { agentId, agentType, epicId, storyId, from, to, ...more }, n++);
    yield {
      stream: `agent-${agentId}`,
      expected: 'any',
      events: [
        event('AgentSpawned', { agentId, agentType, task: 'Implement the story', epicId, storyId }, n++),
        life('created', 'initializing'),
        life('initializing', 'running'),
        life('running', agent % 10 === 0 ? 'failed' : 'completed', { executionSeconds: 60 + (agent % 600) }),
      ],
    };
    yield {
      stream: `agentActivity-${agentId}`,
      expected: 'any',
      events: Array.from({ length: perAgent - 4 }, (_, call) =>
        call % 2 === 0
          ? event(
              'ModelCallRecorded',
              {
                agentId,
                agentType,
                epicId,
                storyId,
                model: models[(agent + call) % models.length]!,
                inputTokens: 9_000 + call,
                outputTokens: 400 + call,
                cacheReadTokens: 8_000,
                reportedCostUsd: '0.0123',
                durationMs: 1_500 + call,
                success: call % 30 !== 0,
              },
              n++,
            )
          : event(
              'ToolCallRecorded',
              {
                agentId,
                agentType,
                tool: tools[call % tools.length]!,
                durationMs: 40 + call,
                success: call % 20 !== 0,
              },
              n++,
            ),
      ),
    };
  }
}
