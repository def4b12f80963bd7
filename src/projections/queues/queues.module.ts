import { Module } from '@nestjs/common';
import { ListQueuesController } from './list-queues.http.controller.js';
import { ListQueuesHandler } from './list-queues.query-handler.js';

@Module({ controllers: [ListQueuesController], providers: [ListQueuesHandler] })
export class QueuesModule {}
