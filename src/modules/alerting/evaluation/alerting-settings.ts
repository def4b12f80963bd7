/** What alerting asks of the configuration. */
export interface AlertingSettings {
  /** What this process does. */
  readonly roles: readonly string[];
  /** Time between two evaluations of rules that name none. */
  readonly alertIntervalMs: number;
  /** A Prometheus that is asked instead of our own series. */
  readonly prometheusUrl: string | undefined;
}
