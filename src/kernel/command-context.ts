import type { Actor } from './event.js';

/** Who asks and in the course of what: becomes the metadata of every event that follows from it. */
export interface CommandContext {
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  /** `rest`, `events`, `github`, `otlp`, `system`, `demo`. */
  readonly source: string;
  readonly demo?: true;
}
