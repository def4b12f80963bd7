import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { DeploymentDetail } from './deployment.response.js';

export const showDeploymentQuery = z.strictObject({ ...minPositionQuery });

/** One deployment with its status history. */
export class ShowDeployment extends Query<DeploymentDetail> {
  constructor(readonly id: string) {
    super();
  }
}
