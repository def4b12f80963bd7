import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { asOfQuery } from '../../platform/http/filter-query.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { SilenceAnswer } from './silence.response.js';

export const showSilenceQuery = z.strictObject({ ...asOfQuery, ...minPositionQuery });

/** One silence, as it is or as it was known at an instant. */
export class ShowSilence extends Query<SilenceAnswer> {
  constructor(
    readonly id: string,
    readonly asOf: string | undefined,
  ) {
    super();
  }
}
