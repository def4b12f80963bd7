import { Query } from '@nestjs/cqrs';
import type { RecordedAlertRule } from './alert-rule.response.js';

/** Every rule that is to be evaluated, by group and, within it, in the order in which they were made. */
export class ListEnabledAlertRules extends Query<readonly RecordedAlertRule[]> {}
