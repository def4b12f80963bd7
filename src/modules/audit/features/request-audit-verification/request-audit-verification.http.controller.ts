import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { EventLog } from '../../../../platform/event-store/event-log.js';
import { Access } from '../../../../platform/http/access.js';
import { EVENT_LOG } from '../../../../platform/runtime/tokens.js';
import { ProofRuns } from '../../processes/proof-runs.service.js';
import { VerificationsStore } from '../../proof/verifications.store.js';

const requestedVerification = z.object({
  verification: z.int().describe('Of the verification that now is to be done, or was under way already.'),
});

@ApiTags('audit')
@Controller('api/audit/verify')
export class RequestAuditVerificationController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly verifications: VerificationsStore,
    private readonly runs: ProofRuns,
  ) {}

  @Post()
  @HttpCode(202)
  @Access('operate')
  @ApiOperation({
    operationId: 'requestAuditVerification',
    summary: 'Read the whole log anew and compare every event with its seal.',
    description:
      'Done in the background, one at a time: who asks while one is under way gets that one. `GET /api/audit/verify` ' +
      'tells how far it is, and what it came to.',
  })
  @ApiResponse({ status: 202, standardSchema: requestedVerification })
  async request(): Promise<z.infer<typeof requestedVerification>> {
    const verification = await this.verifications.request(await this.log.logId());
    this.runs.askFor();
    return { verification };
  }
}
