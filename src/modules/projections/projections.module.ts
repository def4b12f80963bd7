import { Module } from '@nestjs/common';
import { ProjectionsController } from './projections.http.controller.js';

@Module({ controllers: [ProjectionsController] })
export class ProjectionsModule {}
