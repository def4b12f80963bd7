/**
 * Whether what an entry tells of came off: `failure`: it went wrong; `denied`: this service refused it because of who
 * asked. A decision is a success whatever was decided.
 */
export const auditOutcomes = ['success', 'failure', 'denied'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

/** `subject.fact`; the subject is the family by which entries are kept or removed. */
export type AuditAction = `${string}.${string}`;

/** What an event means to an auditor. */
export interface AuditFact {
  readonly action: AuditAction;
  /** `kind:id` of what it was done to. */
  readonly resource: string;
  /** `success` when absent. */
  readonly outcome?: AuditOutcome;
}

export interface RecordedType<Data> {
  /** Every action that `entry` may answer. */
  readonly actions: readonly AuditAction[];
  /** Pure and total. */
  entry(data: Data): AuditFact;
  /** Fields of the data that the details leave out: digests of secrets, and what only the log should keep. */
  readonly withheld?: readonly (keyof Data & string)[];
}

/** A type of event that makes no entry, with the reason. */
export interface LeftOutType {
  readonly leftOut: string;
}

/** For every event type of a family, what it means to an auditor, or why it means nothing. */
export type AuditMappings<Event extends { readonly type: string; readonly data: unknown }> = {
  readonly [Type in Event['type']]: RecordedType<Extract<Event, { readonly type: Type }>['data']> | LeftOutType;
};

/** The family of an action: its subject. */
export function familyOf(action: AuditAction): string {
  return action.slice(0, action.indexOf('.'));
}
