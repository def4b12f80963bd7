export { PullRequestsReadModule } from './pull-requests.module.js';
export { pullRequestsProjection } from './pull-requests.projector.js';
