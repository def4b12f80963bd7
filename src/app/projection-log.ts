import type { Logger } from 'pino';
import type { ProjectionObserver } from '../platform/projections/projection-observer.js';

/** What operators read about the projection engine in the log. */
export function projectionLog(logger: Logger): ProjectionObserver {
  return {
    onProblem: ({ during, error, projection }) =>
      logger.warn({ err: error, projection }, `projections: ${during} failed`),
    onDeadLetter: (letter) => logger.error(letter, 'projections: an event was set aside'),
    onRebuild: ({ projection, events, error }) =>
      error === undefined
        ? logger.info({ projection, events }, 'projections: rebuilt')
        : logger.error({ projection, reason: error }, 'projections: the rebuild failed, the old tables go on serving'),
    onOwnership: (change) => logger.debug(change, 'projections: ownership'),
  };
}
