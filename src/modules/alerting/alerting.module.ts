import { Module } from '@nestjs/common';

/** Alert rules, their evaluation, and the alerts that come of it. */
@Module({ controllers: [], providers: [] })
export class AlertingModule {}
