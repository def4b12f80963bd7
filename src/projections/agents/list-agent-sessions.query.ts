import { Query } from '@nestjs/cqrs';

/** Of which session agents are, by their ids; those of none, and those that are not known, are left out. */
export class ListAgentSessions extends Query<ReadonlyMap<string, string>> {
  constructor(readonly agentIds: readonly string[]) {
    super();
  }
}
