import { z } from 'zod';
import { agentAnalytics } from '../../../../projections/agent-runs/index.js';

const runCosts = {
  cost: z
    .string()
    .nullable()
    .describe('USD, of the runs of which every model call has a price, open ones included. Null: there are none.'),
  costPerSuccess: z
    .string()
    .nullable()
    .describe('USD: what all of those runs that ended cost, for each that succeeded. Null: none has.'),
  pricedRuns: z.int().describe('Runs that told of model calls, each of which has a price.'),
  unpricedRuns: z.int().describe('Runs of which some call has no price; their cost is in nothing here.'),
};

const { fleet, items } = agentAnalytics.shape;

/** How agents do, and what that costs. */
export const agentsWithCosts = agentAnalytics.extend({
  fleet: fleet.extend(runCosts).describe('Of all runs that are asked for.'),
  items: z.array(items.element.extend(runCosts)).describe('Those with the most runs first.'),
});
export type AgentsWithCosts = z.infer<typeof agentsWithCosts>;
