import type { RecordedEvent } from '../../kernel/event.js';
import { inSpan } from '../telemetry/in-span.js';
import type { OwnedProjection } from './owned-projection.js';
import { describePoison, type Departure, type LogPage, type PageApplier } from './page-applier.js';
import { persist } from './pause.js';
import type { ProjectionObserver } from './projection-observer.js';

export interface PageFeedOptions {
  readonly applier: PageApplier;
  /** Lifts an event to the schema this build knows; throws for one that it cannot read. */
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
  readonly observer: ProjectionObserver;
}

/**
 * Gives pages as read to groups of projections: lifts the events, outlasts an absent database, and stops those who
 * consume an event that this build cannot read (another build may: guessing would be worse than waiting).
 */
export class PageFeed {
  constructor(private readonly options: PageFeedOptions) {}

  /** Answers those that left the group. Ends early, with pages untaken, only on the signal. */
  give(
    group: readonly OwnedProjection[],
    page: LogPage,
    signal: AbortSignal,
    rate?: number,
  ): Promise<readonly Departure[]> {
    // Nothing happens in a page without events but that its end is noted.
    if (page.events.length === 0) return this.giveWhole(group, page, signal, rate);
    const attributes = {
      'projection.names': group.map(({ name }) => name),
      'event_log.events': page.events.length,
      'event_log.position': page.to,
    };
    return inSpan('projection.page', { attributes }, () => this.giveWhole(group, page, signal, rate));
  }

  private async giveWhole(
    group: readonly OwnedProjection[],
    page: LogPage,
    signal: AbortSignal,
    rate: number | undefined,
  ): Promise<readonly Departure[]> {
    const departures: Departure[] = [];
    let members = group;
    const leave = (left: readonly Departure[]): void => {
      departures.push(...left);
      members = members.filter((owned) => !left.some((departure) => departure.owned === owned));
    };
    const lifted: RecordedEvent[] = [];
    for (const event of page.events) {
      if (!members.some((owned) => owned.consumes(event.type))) {
        lifted.push(event);
        continue;
      }
      try {
        lifted.push(this.options.upcast(event));
      } catch (error) {
        const before = lifted.at(-1);
        if (before !== undefined) {
          leave(await this.apply(members, { events: lifted, to: before.position }, signal, rate));
        }
        const reason = describePoison({ event, error });
        leave(members.filter((owned) => owned.consumes(event.type)).map((owned) => ({ owned, reason })));
        lifted.push(event);
      }
    }
    leave(await this.apply(members, { events: lifted, to: page.to }, signal, rate));
    return departures;
  }

  private async apply(
    members: readonly OwnedProjection[],
    page: LogPage,
    signal: AbortSignal,
    rate: number | undefined,
  ): Promise<readonly Departure[]> {
    const { applier, observer } = this.options;
    const departures = await persist(
      () => applier.apply(members, page, rate),
      signal,
      (error) => observer.onProblem?.({ during: 'applying a page', error }),
    );
    return departures ?? [];
  }
}
