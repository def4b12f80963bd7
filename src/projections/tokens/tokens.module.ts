import { Module } from '@nestjs/common';
import { ReportTokensHandler } from './report-tokens.query-handler.js';
import { TokensController } from './tokens.http.controller.js';

@Module({ controllers: [TokensController], providers: [ReportTokensHandler] })
export class TokensModule {}
