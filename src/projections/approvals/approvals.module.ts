import { Module } from '@nestjs/common';
import { ApprovalsReadController } from './approvals.http.controller.js';
import { ListApprovalsHandler } from './list-approvals.query-handler.js';
import { ShowApprovalHandler } from './show-approval.query-handler.js';

@Module({
  controllers: [ApprovalsReadController],
  providers: [ListApprovalsHandler, ShowApprovalHandler],
})
export class ApprovalsReadModule {}
