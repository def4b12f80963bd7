import { Module } from '@nestjs/common';
import { ListApiKeysController } from './list-api-keys.http.controller.js';
import { ListApiKeysHandler } from './list-api-keys.query-handler.js';

@Module({ controllers: [ListApiKeysController], providers: [ListApiKeysHandler] })
export class ApiKeysModule {}
