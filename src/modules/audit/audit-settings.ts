/** What the audit trail asks of the configuration. */
export interface AuditSettings {
  /** What this process does. */
  readonly roles: readonly string[];
}
