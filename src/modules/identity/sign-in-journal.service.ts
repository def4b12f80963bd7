import { Inject, Injectable } from '@nestjs/common';
import type { AccessEvent } from '../../events/access.events.js';
import type { CommandContext } from '../../kernel/command-context.js';
import type { LogPosition } from '../../kernel/event.js';
import type { Principal } from '../../kernel/principal.js';
import { type EventCatalog, EventFactory } from '../../platform/commands/event-factory.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../platform/runtime/tokens.js';
import { accessStream } from './access-stream.js';

/** Puts sign-ins and sign-outs on record; unlike refusals, before they are answered. */
@Injectable()
export class SignInJournal {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
    private readonly events: EventFactory,
  ) {}

  async record(
    type: Extract<AccessEvent['type'], 'SignInSucceeded' | 'SignedOut'>,
    { keyId, name, role }: Principal,
    context: CommandContext,
  ): Promise<LogPosition> {
    const data = { keyId, name, role };
    this.catalog.check(type, data);
    const actor = { ...context.actor, type: 'user' as const, id: keyId, name };
    const event = this.events.create({ type, data }, { ...context, actor });
    const { position } = await this.log.append(accessStream(event.meta.occurredAt), [event], { expected: 'any' });
    return position;
  }
}
