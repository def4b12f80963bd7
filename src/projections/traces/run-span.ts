import { present } from '../../kernel/present.js';
import type { TraceRow } from './trace.row.js';
import type { SpanAttributes } from './trace-span.row.js';

/** What the root span of an agent's run says, in our names and in those of the GenAI conventions. */
export function runAttributes(run: TraceRow): SpanAttributes {
  const known = (value: string | null) => value ?? undefined;
  return present({
    agent_id: known(run.agent_id),
    agent_type: known(run.agent_type),
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.id': known(run.agent_id),
    'gen_ai.agent.name': known(run.agent_type),
    'gen_ai.request.model': known(run.model),
    'gen_ai.conversation.id': known(run.session_id),
    'orchestrate.epic': known(run.epic_id),
    'orchestrate.story': known(run.story_id),
    'orchestrate.parent_agent_id': known(run.parent_agent_id),
    'error.type': run.status === 'error' ? '_OTHER' : undefined,
  }) as SpanAttributes;
}
