import type { z } from 'zod';
import { beginning, occurrence, tellsNothingProblem, tellsSomething } from '../../../intake/index.js';
import { pullRequestOpenedInput, pullRequestStatusReport } from '../../domain/pull-request.facts.js';
import { oneStatus, oneStatusProblem } from '../../domain/reported-status.js';
import { reviewSubmittedInput } from '../../domain/review.facts.js';

export const openPullRequestRequest = pullRequestOpenedInput
  .omit({ pullRequestId: true })
  .extend(beginning)
  .refine(tellsSomething, tellsNothingProblem);
export type OpenPullRequestRequest = z.infer<typeof openPullRequestRequest>;

export const changePullRequestStatusRequest = pullRequestStatusReport
  .omit({ pullRequestId: true })
  .extend(occurrence)
  .refine(oneStatus, oneStatusProblem);
export type ChangePullRequestStatusRequest = z.infer<typeof changePullRequestStatusRequest>;

export const submitReviewRequest = reviewSubmittedInput.omit({ pullRequestId: true }).extend(occurrence);
export type SubmitReviewRequest = z.infer<typeof submitReviewRequest>;
