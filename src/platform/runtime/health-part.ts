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

/** All that `/readyz` asks after. A module adds what it runs itself. */
export class HealthParts {
  private readonly parts: HealthPart[];

  constructor(parts: readonly HealthPart[]) {
    this.parts = [...parts];
  }

  add(part: HealthPart): void {
    this.parts.push(part);
  }

  all(): readonly HealthPart[] {
    return this.parts;
  }
}
