import type {
  AgentActivityEvent,
  AgentAttributionEvent,
  AgentEvent,
  AgentState,
  SessionAttributionEvent,
} from '../../../events/agent.events.js';
import type { AuditAction, AuditMappings } from '../audit-mapping.js';

/** States that end a life have an action of their own. */
const ends: Partial<Record<AgentState, AuditAction>> = {
  completed: 'agent.completed',
  failed: 'agent.failed',
  terminated: 'agent.terminated',
};

const resourceOf = ({ agentId }: { readonly agentId: string }) => `agent:${agentId}`;

export const agentMappings: AuditMappings<
  AgentEvent | AgentActivityEvent | AgentAttributionEvent | SessionAttributionEvent
> = {
  AgentSpawned: {
    actions: ['agent.spawned'],
    entry: (data) => ({ action: 'agent.spawned', resource: resourceOf(data) }),
  },
  AgentStateChanged: {
    actions: ['agent.state_changed', 'agent.completed', 'agent.failed', 'agent.terminated'],
    entry: (data) => ({
      action: ends[data.to] ?? 'agent.state_changed',
      resource: resourceOf(data),
      outcome: data.to === 'failed' ? 'failure' : 'success',
    }),
  },
  AgentObserved: {
    actions: ['agent.observed'],
    entry: (data) => ({ action: 'agent.observed', resource: resourceOf(data) }),
  },
  AgentAttributed: {
    actions: ['agent.attributed'],
    entry: (data) => ({ action: 'agent.attributed', resource: resourceOf(data) }),
  },
  SessionAttributed: {
    actions: ['agent.session_attributed'],
    entry: ({ sessionId }) => ({ action: 'agent.session_attributed', resource: `session:${sessionId}` }),
  },
  ModelCallRecorded: {
    leftOut: 'by far the most frequent event; the tokens read model and the timeline of its agent tell of it',
  },
  ToolCallRecorded: {
    leftOut: 'as frequent as model calls; the tool-calls read model and the timeline of its agent tell of it',
  },
  ToolDecisionRecorded: {
    leftOut: 'as frequent as tool calls, and mostly made by rules; the timeline of its agent tells of it',
  },
  AgentErrorRecorded: {
    leftOut: 'nothing that anybody did; the timeline of its agent tells of it',
  },
};
