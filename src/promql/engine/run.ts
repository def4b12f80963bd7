import type { Annotations } from './annotations.js';
import type { Budget } from './budget.js';
import type { Pace } from './pace.js';

/** What the parts of one evaluation share. */
export interface Run {
  readonly pace: Pace;
  readonly budget: Budget;
  readonly annotations: Annotations;
  readonly lookbackMs: number;
}
