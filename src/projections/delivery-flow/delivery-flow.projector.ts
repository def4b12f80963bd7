import { deploymentEvents } from '../../events/deployment.events.js';
import { incidentEvents } from '../../events/incident.events.js';
import { pullRequestEvents } from '../../events/pull-request.events.js';
import { commitsPushed } from '../../events/repository.events.js';
import { storyEvents } from '../../events/story.events.js';
import type { Projection } from '../../platform/projections/projection.js';
import { deploymentFlows } from './deployment-flows.projector.js';
import { incidentFlows } from './incident-flows.projector.js';
import { pullRequestFlows } from './pull-request-flows.projector.js';
import { pushedCommits } from './pushed-commits.projector.js';
import { storyFlows } from './story-flows.projector.js';

/** How work flows from a commit to production and back: what delivery is measured by, whatever the order of reports. */
export const deliveryFlowProjection: Projection = {
  name: 'delivery-flow',
  version: 2,
  types: [...pullRequestEvents, ...deploymentEvents, ...storyEvents, ...incidentEvents, commitsPushed].map(
    ({ type }) => type,
  ),
  outputs: [pullRequestFlows, deploymentFlows, storyFlows, incidentFlows, pushedCommits],
};
