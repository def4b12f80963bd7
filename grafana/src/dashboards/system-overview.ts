import { configurationChanges, alertsFiring, deployments } from '../annotations.js';
import { dashboard } from '../dashboard.js';
import { ourPage } from '../pages.js';
import { agentType, environment } from '../variables.js';
import { delivery } from './overview/delivery.row.js';
import { flow } from './overview/flow.row.js';
import { fleet } from './overview/fleet.row.js';
import { now } from './overview/now.row.js';
import { service } from './overview/service.row.js';
import { work } from './overview/work.row.js';

/** Is the fleet well, what does it cost, what needs me? */
export const systemOverview = () =>
  dashboard({
    uid: 'orchestrate-system-overview',
    title: 'Orchestrate / System overview',
    description:
      'Is the fleet well, what does it cost, what needs me? Agents, their work, delivery, and the service itself.',
    variables: [agentType(), environment()],
    annotations: [deployments('$environment'), configurationChanges(), alertsFiring()],
    links: [ourPage('Overview', '/'), ourPage('Agents', '/agents'), ourPage('Alerts', '/alerts')],
    from: 'now-24h',
    rows: [
      { title: 'Now', panels: now() },
      { title: 'Fleet', panels: fleet() },
      { title: 'Work', panels: work() },
      { title: 'Delivery', panels: delivery() },
      { title: 'Delivery over 30 days', panels: flow() },
      { title: 'Orchestrate Monitor itself', panels: service() },
    ],
  });
