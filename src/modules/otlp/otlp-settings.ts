/** What the keeping of unknown telemetry asks of the configuration. */
export interface OtlpSettings {
  /** How long it is kept; 0: not at all. */
  readonly otlpUnknownKeepMs: number;
}
