import { Inject } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { streams } from '../../../../events/streams.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import type { EventLog } from '../../../../platform/event-store/event-log.js';
import { ProjectionReads } from '../../../../platform/projections/projection-reads.js';
import { upToNow } from '../../../../platform/projections/up-to-now.js';
import { EVENT_LOG } from '../../../../platform/runtime/tokens.js';
import { agentsProjection, ListSessionAgents } from '../../../../projections/agents/index.js';
import { FactRecorder, RecordFacts } from '../../../intake/index.js';
import { sessionAgentKind } from '../../domain/agent-attributed.facts.js';
import { sessionAttributedKind } from '../../domain/session-attributed.facts.js';
import { AttributeSession } from './attribute-session.command.js';
import type { AttributedSession } from './attribute-session.request.js';

const AGENTS_AT_ONCE = 200;

/**
 * First the session, then its agents. Whoever gets no answer in between asks again: what an agent was told already is not
 * recorded twice. Agents that are heard of afterwards follow by `sessionAttributionProcess`.
 */
@CommandHandler(AttributeSession)
export class AttributeSessionHandler implements ICommandHandler<AttributeSession> {
  constructor(
    private readonly facts: FactRecorder,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reads: ProjectionReads,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ sessionId, request, by }: AttributeSession): Promise<AttributedSession> {
    const told = await this.facts.record({ idField: 'sessionId' }, sessionId, sessionAttributedKind.type, request, by, [
      sessionAttributedKind,
    ]);
    if ((await upToNow(this.reads, this.log, [agentsProjection.name])) === 'timeout') {
      throw new DomainError(
        'PROJECTION_BEHIND',
        'the session is attributed, but which agents it has is not known yet; send it again',
        { fault: 'unavailable', retryAfterSeconds: 2, details: { projections: [agentsProjection.name] } },
      );
    }
    const agents = await this.tellAgents(sessionId, by.context);
    return { ...told, agents: agents.count, position: agents.position ?? told.position };
  }

  private async tellAgents(sessionId: string, context: CommandContext) {
    const { data, occurredAt } = await this.toldLast(sessionId);
    let [count, position]: [number, string | null] = [0, null];
    for (let after: string | undefined; ;) {
      const agents = await this.queries.execute(new ListSessionAgents(sessionId, after, AGENTS_AT_ONCE));
      const items = agents.map((agentId) => ({ type: sessionAgentKind.type, data: { ...data, agentId }, occurredAt }));
      const recorded = await this.commands.execute(new RecordFacts(items, context, [sessionAgentKind]));
      const problem = recorded.results.find((result) => result.problem)?.problem;
      if (problem) throw new DomainError(problem.code, problem.detail, { fault: problem.fault });
      count += agents.length;
      position = recorded.position ?? position;
      after = agents.at(-1);
      if (agents.length < AGENTS_AT_ONCE) return { count, position };
    }
  }

  /** With all that was told before and still counts. */
  private async toldLast(sessionId: string) {
    for await (const { data, meta } of this.log.readStream(streams.agentSession(sessionId), {
      direction: 'backwards',
      limit: 1,
    })) {
      return { data, occurredAt: meta.occurredAt };
    }
    throw new Error(`nothing was told of session ${sessionId}`);
  }
}
