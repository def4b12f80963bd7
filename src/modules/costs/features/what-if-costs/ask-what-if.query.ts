import { Query } from '@nestjs/cqrs';
import type { WhatIfCostsQuery } from './what-if-costs.request.js';
import type { WhatIfCosts } from './what-if-costs.response.js';

/** What recorded usage would have cost under another model or cache rate. */
export class AskWhatIf extends Query<WhatIfCosts> {
  constructor(readonly asked: WhatIfCostsQuery) {
    super();
  }
}
