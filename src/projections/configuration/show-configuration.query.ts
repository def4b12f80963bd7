import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { asOfQuery } from '../../platform/http/filter-query.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { ConfigurationAnswer } from './configuration.response.js';

export const showConfigurationQuery = z.strictObject({ ...asOfQuery, ...minPositionQuery });

/** What one key is set to, or was known to be set to at an instant. */
export class ShowConfiguration extends Query<ConfigurationAnswer> {
  constructor(
    readonly key: string,
    readonly asOf: string | undefined,
  ) {
    super();
  }
}
