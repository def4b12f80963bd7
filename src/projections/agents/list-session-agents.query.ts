import { Query } from '@nestjs/cqrs';

/** Ids of the agents of a session; in order, after one of them. */
export class ListSessionAgents extends Query<readonly string[]> {
  constructor(
    readonly sessionId: string,
    readonly after: string | undefined,
    readonly limit: number,
  ) {
    super();
  }
}
