import { dashboard } from '../dashboard.js';
import { ourPage } from '../pages.js';
import { agentType, model } from '../variables.js';
import { agents } from './performance/agents.row.js';
import { models } from './performance/models.row.js';
import { summary } from './performance/summary.row.js';
import { telemetry } from './performance/telemetry.row.js';
import { tools } from './performance/tools.row.js';

/** Which kinds of agents, models and tools do well, and which do not? */
export const agentPerformance = () =>
  dashboard({
    uid: 'orchestrate-agent-performance',
    title: 'Orchestrate / Agent performance',
    description: 'Which kinds of agents, models and tools do well, which do not, and since when.',
    variables: [agentType(), model()],
    links: [ourPage('Performance', '/performance'), ourPage('Agents', '/agents'), ourPage('Traces', '/traces')],
    from: 'now-24h',
    rows: [
      { title: 'Over the time shown', panels: summary() },
      { title: 'Agents', panels: agents() },
      { title: 'Models', panels: models() },
      { title: 'Tools', panels: tools() },
      { title: 'How complete the telemetry is', panels: telemetry() },
    ],
  });
