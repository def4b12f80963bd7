/** What the fleet asks of the configuration. */
export interface FleetSettings {
  /** What this process does. */
  readonly roles: readonly string[];
  /** After how long without telemetry an agent that is known by nothing else is over; 0: never. */
  readonly agentIdleAfterMs: number;
}
