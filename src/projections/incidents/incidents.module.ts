import { Module } from '@nestjs/common';
import { ListIncidentsHandler } from './list-incidents.query-handler.js';
import { ShowIncidentHandler } from './show-incident.query-handler.js';
import { IncidentsReadController } from './incidents.http.controller.js';

@Module({
  controllers: [IncidentsReadController],
  providers: [ListIncidentsHandler, ShowIncidentHandler],
})
export class IncidentsReadModule {}
