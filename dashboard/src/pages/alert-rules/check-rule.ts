import type { ApiAnswer } from '../../api/api-types';
import { callApi } from '../../api/client';
import type { RuleDraft } from './editor/rule-form';

type Check = ApiAnswer<'post', '/api/alerts/rules/check'>;
/** What a rule without faults comes to. */
export type CheckedRule = Extract<Check, { valid: true }>;

/** Asks what saving a rule would come to; saves nothing. */
export const checkRule = (draft: RuleDraft, signal: AbortSignal): Promise<Check> =>
  callApi('post', '/api/alerts/rules/check', { body: draft }, signal);
