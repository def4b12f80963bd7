import { Query } from '@nestjs/cqrs';
import type { ReportCostsQuery } from './report-costs.request.js';
import type { CostReport } from './cost-report.response.js';

/** What was spent in a time, on what, and what is to come. */
export class ReportCosts extends Query<CostReport> {
  constructor(readonly asked: ReportCostsQuery) {
    super();
  }
}
