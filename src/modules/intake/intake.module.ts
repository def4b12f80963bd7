import { Module } from '@nestjs/common';
import { RecordFactsHandler } from './features/record-facts/record-facts.handler.js';

/** The ways in for what the fleet and GitHub report; all end in RecordFacts. */
@Module({
  providers: [RecordFactsHandler],
})
export class IntakeModule {}
