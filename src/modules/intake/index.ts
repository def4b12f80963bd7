/** What other parts may know of the intake. */
export {
  type ItemProblem,
  type ItemResult,
  RecordFacts,
  type RecordFactsResult,
  type ReportedItem,
} from './features/record-facts/record-facts.command.js';
export { isPlausibleTime } from './features/record-facts/admit-item.js';
export { FactRecorder, type SubjectKind } from './fact-recorder.service.js';
export { IntakeModule } from './intake.module.js';
export { RecordsFact, ReportedBy, type Reporter } from './reported-by.js';
export {
  beginning,
  occurrence,
  type RecordedFact,
  recordedFact,
  tellsNothingProblem,
  tellsSomething,
} from './single-fact.request.js';
