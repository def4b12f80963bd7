import type { CommandContext } from '../../kernel/command-context.js';

/** What sending finds out about a channel is found out by the service itself. */
export const senderContext = (correlationId: string): CommandContext => ({
  actor: { type: 'system', id: 'channel-sender', name: 'channel sender' },
  correlationId,
  source: 'system',
});
