import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { Access } from '../../../../platform/http/access.js';
import { Caller } from '../../../../platform/http/caller.js';
import { ImportAlertRules } from './import-alert-rules.command.js';
import {
  importAlertRulesQuery,
  type ImportAlertRulesRequest,
  importAlertRulesRequest,
} from './import-alert-rules.request.js';
import { type ImportedAlertRules, importedAlertRules } from './import-alert-rules.response.js';

@ApiTags('alerts')
@Controller('api/alerts/rules')
export class ImportAlertRulesController {
  constructor(private readonly commands: CommandBus) {}

  @Post('import')
  @HttpCode(200)
  @Access('operate')
  @ApiOperation({
    operationId: 'importAlertRules',
    summary: 'Take over the rules of a file, all of them or none.',
    description:
      'YAML with `rules:`, each with the fields of a rule, or with `groups:` as Prometheus has them. Channels may be ' +
      'made later: one that there is not is a warning here.',
  })
  @ApiConsumes('application/json', 'application/yaml')
  @ApiResponse({ status: 200, standardSchema: importedAlertRules })
  import(
    @Body({ schema: importAlertRulesRequest }) body: ImportAlertRulesRequest,
    @Query({ schema: importAlertRulesQuery }) { replace = false }: z.infer<typeof importAlertRulesQuery>,
    @Caller() caller: CommandContext,
  ): Promise<ImportedAlertRules> {
    const content = typeof body === 'string' ? body : body.content;
    return this.commands.execute(new ImportAlertRules(content, replace, caller));
  }
}
