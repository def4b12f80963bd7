import { Command } from '@nestjs/cqrs';
import type { Reporter } from '../../../intake/index.js';
import type { AttributedSession, AttributeSessionRequest } from './attribute-session.request.js';

/** Tells of a session what its agents worked on. */
export class AttributeSession extends Command<AttributedSession> {
  constructor(
    readonly sessionId: string,
    readonly request: AttributeSessionRequest,
    readonly by: Reporter,
  ) {
    super();
  }
}
