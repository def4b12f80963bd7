import { z } from 'zod';
import type { SessionAttributionEvent } from '../../../events/agent.events.js';
import type { LifecycleFactKind } from '../../../events/fact-kind.js';
import { reportedId } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import { present } from '../../../kernel/present.js';
import { toldWorkInput } from './told-work.js';

export const sessionAttributedInput = z.strictObject({ sessionId: reportedId, ...toldWorkInput });

/** What was told of a session so far; empty: nothing. */
type SessionWork = Omit<SessionAttributionEvent['data'], 'sessionId'>;

/**
 * What a session of agents worked on, told afterwards. It comes by a route of its own, since its agents are told of it
 * there: in a batch it would be an event of which nothing follows.
 */
export const sessionAttributedKind: LifecycleFactKind<z.infer<typeof sessionAttributedInput>, SessionWork> = {
  mode: 'lifecycle',
  type: 'SessionAttributed',
  input: sessionAttributedInput,
  stream: ({ sessionId }) => streams.agentSession(sessionId),
  initial: {},
  evolve: (known, { type, data }) =>
    type === 'SessionAttributed' ? workOf(data as SessionAttributionEvent['data']) : known,
  decide({ sessionId, ...named }, known) {
    const next = present(known, named);
    const isSaid = canonicalJson(present(known)) === canonicalJson(next);
    return isSaid ? [] : [{ type: 'SessionAttributed', data: present({ sessionId }, next) }];
  },
};

function workOf({ sessionId: _sessionId, ...work }: SessionAttributionEvent['data']): SessionWork {
  return work;
}
