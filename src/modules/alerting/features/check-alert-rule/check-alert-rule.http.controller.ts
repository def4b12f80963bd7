import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AllFaultsOfRule } from '../all-faults.interceptor.js';
import { Access } from '../../../../platform/http/access.js';
import { FaultsAsAnswer } from '../../../../platform/http/faults-as-answer.interceptor.js';
import { type AlertRuleDraft, alertRuleDraft } from '../../../../rules/rule-draft.js';
import { CheckAlertRule } from './check-alert-rule.query.js';
import { type CheckedAlertRule, checkedAlertRule } from './check-alert-rule.response.js';

@ApiTags('alerts')
@Controller('api/alerts/rules')
@UseInterceptors(FaultsAsAnswer, AllFaultsOfRule)
export class CheckAlertRuleController {
  constructor(private readonly queries: QueryBus) {}

  @Post('check')
  @HttpCode(200)
  @Access('view')
  @ApiOperation({
    operationId: 'checkAlertRule',
    summary: 'Check an alert rule without saving it; what saving would refuse is answered, all of it.',
  })
  @ApiResponse({ status: 200, standardSchema: checkedAlertRule })
  check(@Body({ schema: alertRuleDraft }) draft: AlertRuleDraft): Promise<CheckedAlertRule> {
    return this.queries.execute(new CheckAlertRule(draft));
  }
}
