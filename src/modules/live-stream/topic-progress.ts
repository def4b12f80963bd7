import type { LogPosition } from '../../kernel/event.js';
import type { ProjectionProgress } from '../../platform/projections/projection-progress.js';
import { type StreamTopic, streamTopics, topicsOf } from './stream-topics.js';

/** Topics that have changed, and how far everything is. */
export interface Change {
  readonly topics: readonly StreamTopic[];
  /** Every read model includes the log up to here; undefined while one has nothing yet. */
  readonly position: LogPosition | undefined;
}

/**
 * What has changed from one look at the projections to the next. A topic is told as changed only once the rows of its
 * projection hold the change, since it is the projection's own progress that is looked at.
 */
export class TopicProgress {
  private readonly marks = new Map<string, string>();
  /** How far a topic's rows were when it was last seen to have changed. */
  private readonly changedAt = new Map<StreamTopic, LogPosition>();
  private begunAt: LogPosition | undefined;
  private reached: LogPosition | undefined;

  /** How far everything is. */
  get position(): LogPosition | undefined {
    return this.reached;
  }

  /** The first look finds nothing changed: there is nothing to compare it with. */
  look(progress: readonly ProjectionProgress[]): Change {
    const first = this.marks.size === 0;
    const topics = new Set<StreamTopic>();
    for (const { projection, position, mark } of progress) {
      const before = this.marks.get(projection);
      this.marks.set(projection, mark);
      if (first || before === mark) continue;
      for (const topic of topicsOf(projection)) {
        topics.add(topic);
        if (position !== undefined) this.changedAt.set(topic, position);
      }
    }
    this.reached = lowest(progress.filter(({ projection }) => topicsOf(projection).length > 0));
    if (first) this.begunAt = this.reached;
    return { topics: inOrder(topics), position: this.reached };
  }

  /**
   * What has changed since a client was told of everything up to a position: what was seen changing since then, or,
   * when that was before the first look here, whatever there is. A change at the very position is told again rather
   * than missed, since a rebuild changes rows without going on in the log.
   */
  since(position: LogPosition): readonly StreamTopic[] {
    if (this.begunAt === undefined || position < this.begunAt) return streamTopics;
    return inOrder(new Set([...this.changedAt].filter(([, at]) => at >= position).map(([topic]) => topic)));
  }
}

/** Positions compare as text. */
function lowest(progress: readonly ProjectionProgress[]): LogPosition | undefined {
  const positions = progress.map(({ position }) => position);
  return positions.reduce(
    (least, one) => (one === undefined || least === undefined || one < least ? one : least),
    positions[0],
  );
}

export const inOrder = (topics: ReadonlySet<StreamTopic>): readonly StreamTopic[] =>
  streamTopics.filter((topic) => topics.has(topic));
