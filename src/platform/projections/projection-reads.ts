import type { LogPosition } from '../../kernel/event.js';

/** How long a read waits for its projection before it says that it is behind. */
export const MAX_WAIT_MS = 5_000;

/** What a read needs of the projection engine; bound by the composition. */
export abstract class ProjectionReads {
  /** Resolves once every named projection has applied `position`, or after `timeoutMs`. */
  abstract waitFor(
    projections: readonly string[],
    position: LogPosition,
    timeoutMs: number,
  ): Promise<'reached' | 'timeout'>;
}
