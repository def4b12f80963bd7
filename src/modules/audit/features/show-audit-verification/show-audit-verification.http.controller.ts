import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../../../platform/http/access.js';
import type { Head } from '../../proof/log-comparison.js';
import { ShowAuditVerification, showAuditVerificationQuery } from './show-audit-verification.query.js';
import { type AuditVerificationAnswer, auditVerificationResponse } from './show-audit-verification.response.js';

@ApiTags('audit')
@Controller('api/audit/verify')
export class ShowAuditVerificationController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ApiOperation({
    operationId: 'getAuditVerification',
    summary: 'Whether the event log is still what it was: what the last verification found.',
    description:
      'Answers from what is known and reads nothing anew; `POST` has the log read. With `head` it also tells whether ' +
      'the sealed log had this root at this size, which finds a log that was rewritten together with its seals.',
  })
  @ApiResponse({ status: 200, standardSchema: auditVerificationResponse })
  show(
    @Query({ schema: showAuditVerificationQuery }) { head }: z.infer<typeof showAuditVerificationQuery>,
  ): Promise<AuditVerificationAnswer> {
    return this.queries.execute(new ShowAuditVerification(head === undefined ? undefined : headOf(head)));
  }
}

function headOf(text: string): Head {
  const [size, root] = text.split(':') as [string, string];
  return { size: Number(size), root: Buffer.from(root, 'hex') };
}
