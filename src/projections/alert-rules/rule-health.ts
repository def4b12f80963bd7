import { z } from 'zod';

export const ruleHealthShape = {
  health: z
    .enum(['ok', 'failing', 'unknown'])
    .describe('How its last evaluation went; unknown: it is disabled, or none is on record.'),
  lastError: z.string().nullable().describe('Why its last evaluation failed; null: it did not.'),
  lastEvaluationAt: z.string().nullable().describe('The moment of the last evaluation that is on record.'),
};
export type RuleHealth = z.infer<z.ZodObject<typeof ruleHealthShape>>;

/** As JSON, whose times are texts. */
export interface LastEvaluation {
  readonly at: string;
  readonly error: string | null;
}

/**
 * A select item `last_evaluation` of the rules `r`: a row of its own would be counted with every list. Of an earlier
 * instant, `asOf` is its placeholder, what was known of the evaluations by then.
 */
export function lastEvaluationSql(asOf?: string): string {
  const then = asOf === undefined ? `'infinity'::timestamptz` : `${asOf}::timestamptz`;
  return `(select json_build_object('at', least(e.last_at, ${then}), 'error', e.error)
    from alerting.rule_evaluations e where e.rule_id = r.id and e.first_at <= ${then}
    order by e.first_at desc limit 1) as last_evaluation`;
}

export function ruleHealth(enabled: boolean, last: LastEvaluation | null): RuleHealth {
  const lastEvaluationAt = last === null ? null : new Date(last.at).toISOString();
  if (!enabled || last === null) return { health: 'unknown', lastError: null, lastEvaluationAt };
  return { health: last.error === null ? 'ok' : 'failing', lastError: last.error, lastEvaluationAt };
}
