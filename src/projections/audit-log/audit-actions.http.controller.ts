import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { auditActions } from './audit-mappings.js';

const actionsAnswer = z.object({ items: z.array(z.string().describe('As in `agent.spawned`.')) });

@ApiTags('audit')
@Controller('api/audit/actions')
export class AuditActionsController {
  @Get()
  @Access('view')
  @ApiOperation({ operationId: 'listAuditActions', summary: 'Every action that an entry can have, sorted.' })
  @ApiResponse({ status: 200, standardSchema: actionsAnswer })
  list(): z.infer<typeof actionsAnswer> {
    return { items: [...auditActions] };
  }
}
