import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { asOfQuery } from '../../platform/http/filter-query.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { AlertStep, StoredAlert } from './alert.response.js';

export const showAlertQuery = z.strictObject({ ...asOfQuery, ...minPositionQuery });

export interface AlertWithHistory extends StoredAlert {
  readonly history: readonly AlertStep[];
}

/** One alert with all that happened to it, as it is or as it was known at an instant. */
export class ShowAlert extends Query<AlertWithHistory> {
  constructor(
    readonly id: string,
    readonly asOf?: string,
  ) {
    super();
  }
}
