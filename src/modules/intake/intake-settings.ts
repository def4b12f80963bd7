/** What the intake asks of the configuration. */
export interface IntakeSettings {
  /** Secret that GitHub signs its deliveries with; undefined: deliveries are refused. */
  readonly githubWebhookSecret: string | undefined;
}
