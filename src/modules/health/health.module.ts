import { Module } from '@nestjs/common';
import { HealthGauge } from './health-gauge.service.js';
import { HealthController } from './health.http.controller.js';

@Module({ controllers: [HealthController], providers: [HealthGauge] })
export class HealthModule {}
