import type { LogPosition } from '../kernel/event.js';
import { ProjectionReads } from '../platform/projections/projection-reads.js';
import type { ProjectionEngine } from '../platform/projections/projection-engine.js';

/** `?minPosition=` waits on the engine's checkpoints. */
export class EngineProjectionReads extends ProjectionReads {
  constructor(private readonly engine: ProjectionEngine) {
    super();
  }

  override waitFor(names: readonly string[], position: LogPosition, timeoutMs: number): Promise<'reached' | 'timeout'> {
    return this.engine.waitFor(names, position, timeoutMs);
  }
}
