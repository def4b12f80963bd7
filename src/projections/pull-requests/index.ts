export { PullRequestsModule } from './pull-requests.module.js';
export { pullRequestsProjection } from './pull-requests.projector.js';
