import type { AlertRuleData } from '../../events/alert-rule.events.js';
import type { Expr } from '../../promql/ast.js';
import { type EvaluationRange, evaluateRange } from '../../promql/engine/evaluate.js';
import type { MatrixSeries, VectorSample } from '../../promql/evaluation.js';
import { PromqlError } from '../../promql/promql-error.js';
import type { SeriesSource } from '../../promql/series-source.js';
import type { OpenAlert } from '../alert-group.js';
import { findingsOf, identityOf } from '../alert-group-findings.js';
import { presenceOf } from '../alert-group-presence.js';
import type { Finding } from '../alert-group-round.js';

type StepOutcome =
  | {
      readonly ok: true;
      readonly findings: readonly Finding[];
      readonly remaining: ReadonlyMap<string, string | null> | undefined;
    }
  | { readonly ok: false; readonly error: string };

/** What a condition said at the moments of a stretch. */
export interface ConditionStretch {
  /** `open`: the alerts that are open before this moment; whether the series of those not found is there is looked up. */
  at(ms: number, open: readonly OpenAlert[]): Promise<StepOutcome>;
}

/** Elements by moment, or why there are none at it. */
type Elements = Map<number, VectorSample[] | PromqlError>;

/** A condition over recorded series, a stretch of moments at a time. */
export class ConditionHistory {
  private readonly presence: Expr | undefined;

  constructor(
    private readonly condition: Expr,
    private readonly source: SeriesSource,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.presence = presenceOf(condition);
  }

  async read(ruleId: string, rule: AlertRuleData, range: EvaluationRange): Promise<ConditionStretch> {
    const elements = await this.elements(this.condition, range);
    let present: Promise<Elements> | undefined;
    const remaining = async (ms: number): Promise<ReadonlyMap<string, null> | undefined> => {
      if (!this.presence) return undefined;
      const there = (await (present ??= this.elements(this.presence, range))).get(ms) ?? [];
      if (there instanceof PromqlError) return undefined;
      return new Map(there.map((sample) => [identityOf(ruleId, rule, sample).fingerprint, null]));
    };
    return {
      async at(ms, open) {
        const samples = elements.get(ms) ?? [];
        if (samples instanceof PromqlError) return { ok: false, error: samples.message };
        try {
          const findings = findingsOf(ruleId, rule, samples);
          const found = new Set(findings.map(({ fingerprint }) => fingerprint));
          const isLost = open.some(({ fingerprint }) => !found.has(fingerprint));
          return { ok: true, findings, remaining: isLost ? await remaining(ms) : new Map() };
        } catch (error) {
          if (error instanceof PromqlError) return { ok: false, error: error.message };
          throw error;
        }
      },
    };
  }

  /** A stretch that has no answer at some moment is halved until that moment is alone. */
  private async elements(expr: Expr, range: EvaluationRange): Promise<Elements> {
    try {
      const { series } = await evaluateRange(expr, this.source, range, { signal: this.signal });
      return byMoment(series);
    } catch (error) {
      if (!(error instanceof PromqlError) || this.signal?.aborted) throw error;
      const { startMs, endMs, stepMs } = range;
      const steps = Math.floor((endMs - startMs) / stepMs) + 1;
      if (steps === 1) return new Map([[startMs, error]]);
      const middle = startMs + (steps >> 1) * stepMs;
      const before = await this.elements(expr, { startMs, endMs: middle - stepMs, stepMs });
      return new Map([...before, ...(await this.elements(expr, { startMs: middle, endMs, stepMs }))]);
    }
  }
}

function byMoment(series: readonly MatrixSeries[]): Elements {
  const moments = new Map<number, VectorSample[]>();
  for (const { labels, times, values } of series) {
    for (const [index, ms] of times.entries()) {
      const sample = { labels, value: values[index]! };
      const there = moments.get(ms);
      if (there) there.push(sample);
      else moments.set(ms, [sample]);
    }
  }
  return moments;
}
