import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import {
  deploymentColumns,
  type DeploymentDetail,
  type ListedDeployment,
  presentDeployment,
  presentStep,
} from './deployment.response.js';
import type { DeploymentStepRow } from './deployment-steps.projector.js';
import { ShowDeployment } from './show-deployment.query.js';

const MAX_STEPS = 500;

@QueryHandler(ShowDeployment)
export class ShowDeploymentHandler implements IQueryHandler<ShowDeployment> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowDeployment): Promise<DeploymentDetail> {
    const [row]: ListedDeployment[] = await this.dataSource.query(
      `select ${deploymentColumns} from deployments d where id = $1`,
      [id],
    );
    if (!row) throw new DomainError('DEPLOYMENT_UNKNOWN', `there is no deployment ${id}`, { fault: 'not_found' });
    const steps: DeploymentStepRow[] = await this.dataSource.query(
      `select * from deployment_steps where deployment_id = $1 order by occurred_at desc, position desc limit ${MAX_STEPS}`,
      [id],
    );
    return { ...presentDeployment(row), statusHistory: steps.reverse().map(presentStep) };
  }
}
