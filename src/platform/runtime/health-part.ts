/** State of one part, with the reason when it is not well. */
export interface PartHealth {
  readonly name: string;
  /** `degraded`: it works, but someone should look. */
  readonly status: 'up' | 'degraded' | 'down';
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Something that `/readyz` asks after. `check` answers within the caller's limit or counts as down. */
export interface HealthPart {
  readonly name: string;
  check(): Promise<Omit<PartHealth, 'name'>>;
}

/** Injection token of the list of parts. */
export const HEALTH_PARTS = Symbol('HealthPart[]');
