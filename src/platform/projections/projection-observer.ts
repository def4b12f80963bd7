import type { LogPosition } from '../../kernel/event.js';

/** `live`: the tables that serve. `rebuild`: the ones that will replace them. */
export type ProjectionTarget = 'live' | 'rebuild';

export interface AppliedPage {
  readonly projections: readonly {
    readonly name: string;
    readonly events: number;
    readonly target: ProjectionTarget;
  }[];
  /** Events read, whoever consumed them. */
  readonly events: number;
  readonly position: LogPosition;
  readonly durationMs: number;
  /** From the recording of the page's last event to its rows being visible. Undefined for an empty page. */
  readonly lagSeconds: number | undefined;
}

/** What the engine tells whoever counts and logs. Every method is optional; none may throw. */
export interface ProjectionObserver {
  onPageApplied?(page: AppliedPage): void;
  /** An event was set aside; the projection went on without it. */
  onDeadLetter?(letter: {
    projection: string;
    position: LogPosition;
    eventId: string;
    type: string;
    error: string;
  }): void;
  /** This process began or ceased to maintain the projection. */
  onOwnership?(change: { projection: string; target: ProjectionTarget; owned: boolean }): void;
  onRebuild?(outcome: { projection: string; events: number; error: string | undefined }): void;
  /** Something failed and will be tried again, or stopped one projection: to be logged. */
  onProblem?(problem: { during: string; error: unknown; projection?: string }): void;
}
