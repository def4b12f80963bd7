import type { ApiAnswer } from '../../api/api-types';
import { ratioWords } from '../../components/number-words';

type Fleet = ApiAnswer<'get', '/api/analytics/agents'>['fleet'];
type Report = ApiAnswer<'get', '/api/cost/report'>;

const HOURS_UP_TO_MS = 3 * 86_400_000;

/** Null: there were no runs that could have been completed. */
export const completedOf = ({ runs, succeeded }: Pick<Fleet, 'runs' | 'succeeded'>) => (runs === 0 ? null : succeeded);

/** Null: none has ended, so none could have failed. */
export const failedOf = ({ successRate, failed }: Pick<Fleet, 'successRate' | 'failed'>) =>
  successRate === null ? null : failed;

export function successWords({ successRate }: Pick<Fleet, 'successRate'>, range: string): string {
  return successRate === null ? `none ended ${range}` : `${ratioWords(successRate)} succeeded ${range}`;
}

/** Null: no model call is known, so nothing is known of its tokens. */
export const tokensOf = ({ calls, tokens }: Pick<Report, 'calls' | 'tokens'>) => (calls === 0 ? null : tokens);

/** Of the small chart beside the tokens: hours, or days where hours would be too many. */
export const tokenStep = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) =>
  toMs - fromMs <= HOURS_UP_TO_MS ? ('hourly' as const) : ('daily' as const);
