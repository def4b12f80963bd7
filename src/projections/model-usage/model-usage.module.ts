import { Module } from '@nestjs/common';
import { ListAgentUsageHandler } from './list-agent-usage.query-handler.js';
import { ListUsedModelsHandler } from './list-used-models.query-handler.js';
import { SumModelUsageHandler } from './sum-model-usage.query-handler.js';

/** Answers of what models were used. */
@Module({ providers: [ListAgentUsageHandler, ListUsedModelsHandler, SumModelUsageHandler] })
export class ModelUsageReadModule {}
