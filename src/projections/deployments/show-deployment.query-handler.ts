import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { readStatusHistory } from '../../platform/projections/status-history.js';
import {
  deploymentColumns,
  type DeploymentDetail,
  type ListedDeployment,
  presentDeployment,
} from './deployment.response.js';
import { ShowDeployment } from './show-deployment.query.js';

@QueryHandler(ShowDeployment)
export class ShowDeploymentHandler implements IQueryHandler<ShowDeployment> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowDeployment): Promise<DeploymentDetail> {
    const [row]: ListedDeployment[] = await this.dataSource.query(
      `select ${deploymentColumns} from deployments d where id = $1`,
      [id],
    );
    if (!row) throw new DomainError('DEPLOYMENT_UNKNOWN', `there is no deployment ${id}`, { fault: 'not_found' });
    return {
      ...presentDeployment(row),
      statusHistory: await readStatusHistory(this.dataSource, 'deployment_steps', id),
    };
  }
}
