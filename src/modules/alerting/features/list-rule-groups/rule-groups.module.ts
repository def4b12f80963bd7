import { Module } from '@nestjs/common';
import { AlertEvaluationModule } from '../../evaluation/alert-evaluation.module.js';
import { ListRuleGroupsHandler } from './list-rule-groups.query-handler.js';

/** How the evaluation of rules stands, for whoever shows it. */
@Module({ imports: [AlertEvaluationModule], providers: [ListRuleGroupsHandler] })
export class RuleGroupsModule {}
