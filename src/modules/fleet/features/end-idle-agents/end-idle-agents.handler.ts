import { Inject } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { streams } from '../../../../events/streams.js';
import type { Clock } from '../../../../kernel/clock.js';
import type { RecordedEvent } from '../../../../kernel/event.js';
import type { EventLog } from '../../../../platform/event-store/event-log.js';
import { CLOCK, EVENT_LOG } from '../../../../platform/runtime/tokens.js';
import { ListObservedAgents } from '../../../../projections/agents/index.js';
import { RecordFacts, type ReportedItem } from '../../../intake/index.js';
import { agentIdleKind } from '../../domain/agent-idle.facts.js';
import { EndIdleAgents } from './end-idle-agents.command.js';

const AGENTS_AT_ONCE = 200;
/** Telemetry comes out of order: the last to arrive need not be of the latest moment. */
const NEWEST_EVENTS = 50;

/**
 * Silence is measured by when its telemetry reached us, so that an agent with a false clock is not taken to be over; it
 * is over since the moment of which it was last told. The agent's stream is what decides: done again, or by two replicas
 * at the same time, nothing is recorded twice.
 */
@CommandHandler(EndIdleAgents)
export class EndIdleAgentsHandler implements ICommandHandler<EndIdleAgents> {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ idleAfterMs, context }: EndIdleAgents): Promise<number> {
    const before = this.clock.now().getTime() - idleAfterMs;
    const reason = `idle: no telemetry for ${Math.round(idleAfterMs / 1_000)} seconds`;
    let ended = 0;
    for (let after: string | undefined; ;) {
      const agents = await this.queries.execute(new ListObservedAgents(after, AGENTS_AT_ONCE));
      const items: ReportedItem[] = [];
      for (const agentId of agents) {
        const occurredAt = await this.lastSeen(agentId, before);
        if (occurredAt) items.push({ type: agentIdleKind.type, data: { agentId, reason }, occurredAt });
      }
      const { results } = await this.commands.execute(new RecordFacts(items, context, [agentIdleKind]));
      ended += results.filter(({ status }) => status === 'accepted').length;
      after = agents.at(-1);
      if (agents.length < AGENTS_AT_ONCE) return ended;
    }
  }

  /** The latest moment of which anything is told of it; undefined when something was heard since `before`. */
  private async lastSeen(agentId: string, before: number): Promise<string | undefined> {
    let latest: string | undefined;
    for (const stream of [streams.agentActivity(agentId), streams.telemetry(agentId), streams.agent(agentId)]) {
      for (const event of await this.newestOf(stream)) {
        if (event.recordedAt.getTime() > before) return undefined;
        const { occurredAt } = event.meta;
        if (latest === undefined || Date.parse(occurredAt) > Date.parse(latest)) latest = occurredAt;
      }
    }
    return latest;
  }

  private async newestOf(stream: string): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    const newest = this.log.readStream(stream, { direction: 'backwards', limit: NEWEST_EVENTS });
    for await (const event of newest) events.push(event);
    return events;
  }
}
