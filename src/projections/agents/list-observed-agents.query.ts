import { Query } from '@nestjs/cqrs';

/** Ids of agents that run as far as is known, and that nothing but their telemetry tells of; in order, after one of them. */
export class ListObservedAgents extends Query<readonly string[]> {
  constructor(
    readonly after: string | undefined,
    readonly limit: number,
  ) {
    super();
  }
}
