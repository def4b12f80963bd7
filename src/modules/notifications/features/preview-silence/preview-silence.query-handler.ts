import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ListAlerts, listAlertsQuery, type StoredAlert } from '../../../../projections/alerts/index.js';
import { matchedLabels, matcherOf } from '../../../../rules/silence-matching.js';
import { invalid, matcherProblems } from '../../domain/silence.decider.js';
import { PreviewSilence } from './preview-silence.query.js';
import type { PreviewedSilence } from './preview-silence.request.js';

const SHOWN = 100;

@QueryHandler(PreviewSilence)
export class PreviewSilenceHandler implements IQueryHandler<PreviewSilence> {
  constructor(private readonly queries: QueryBus) {}

  async execute({ matchers }: PreviewSilence): Promise<PreviewedSilence> {
    const problems = matcherProblems({ matchers: [...matchers] });
    if (problems.length > 0) throw invalid(problems);
    const covers = matcherOf(matchers);
    const found: StoredAlert[] = [];
    for await (const alert of this.openAlerts()) {
      if (covers(matchedLabels({ ...alert, severity: alert.severity ?? '' }))) found.push(alert);
    }
    return {
      valid: true,
      alerts: found
        .slice(0, SHOWN)
        .map(({ id, ruleName, severity, labels, status }) => ({ id, ruleName, severity, labels, status })),
      total: found.length,
      rules: [...new Set(found.map(({ ruleName }) => ruleName))].sort(),
    };
  }

  private async *openAlerts(): AsyncGenerator<StoredAlert> {
    let cursor: string | undefined;
    do {
      const filter = listAlertsQuery.parse({ status: 'active', limit: 500, ...(cursor ? { cursor } : {}) });
      const page = await this.queries.execute(new ListAlerts(filter));
      yield* page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}
