import { Query } from '@nestjs/cqrs';
import type { AgentCosts } from './agent-costs.response.js';

/** What one agent ever spent on models. */
export class ShowAgentCosts extends Query<AgentCosts> {
  constructor(readonly agentId: string) {
    super();
  }
}
