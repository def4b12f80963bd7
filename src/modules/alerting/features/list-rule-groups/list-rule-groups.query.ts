import { Query } from '@nestjs/cqrs';
import type { AlertRuleData } from '../../../../events/alert-rule.events.js';

/** An alert that is not over. */
export interface OpenAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'firing';
  /** As it was found last; numbers are text. */
  readonly value: string;
  readonly activeAt: string;
  /** Since when it fires although its condition holds no more. */
  readonly clearedAt: string | null;
}

/** A rule that is evaluated, and how that went last. */
export interface RuleState {
  readonly rule: AlertRuleData;
  readonly alerts: readonly OpenAlert[];
  readonly lastAt: Date | undefined;
  readonly durationMs: number | undefined;
  readonly error: string | null;
}

export interface RuleGroupState {
  readonly name: string;
  readonly intervalMs: number;
  readonly lastAt: Date | undefined;
  readonly durationMs: number | undefined;
  readonly rules: readonly RuleState[];
}

/** Every rule that is evaluated, in its group, with its open alerts: as of now. */
export class ListRuleGroups extends Query<readonly RuleGroupState[]> {}
