import { Module } from '@nestjs/common';
import { DeploymentsReadController } from './deployments.http.controller.js';
import { ListDeploymentsHandler } from './list-deployments.query-handler.js';
import { ShowDeploymentHandler } from './show-deployment.query-handler.js';

@Module({
  controllers: [DeploymentsReadController],
  providers: [ListDeploymentsHandler, ShowDeploymentHandler],
})
export class DeploymentsReadModule {}
