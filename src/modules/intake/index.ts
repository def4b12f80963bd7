/** What other parts may know of the intake. */
export {
  type ItemProblem,
  type ItemResult,
  RecordFacts,
  type RecordFactsResult,
} from './features/record-facts/record-facts.command.js';
export { IntakeModule } from './intake.module.js';
