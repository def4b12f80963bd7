import { Module } from '@nestjs/common';
import { ListPullRequestsHandler } from './list-pull-requests.query-handler.js';
import { PullRequestsReadController } from './pull-requests.http.controller.js';
import { ShowPullRequestHandler } from './show-pull-request.query-handler.js';

@Module({
  controllers: [PullRequestsReadController],
  providers: [ListPullRequestsHandler, ShowPullRequestHandler],
})
export class PullRequestsReadModule {}
