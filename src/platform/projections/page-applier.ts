import type { Pool } from 'pg';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { readCheckpoint } from './checkpoint-store.js';
import { codeOf, isSameCode } from './code-identity.js';
import { messageOf } from './database-fault.js';
import type { OwnedProjection, PoisonEvent } from './owned-projection.js';
import type { PageWriter, Work } from './page-writer.js';
import type { ProjectionObserver } from './projection-observer.js';

/** A stretch of the log. */
export interface LogPage {
  readonly events: readonly RecordedEvent[];
  /** Where a projection stands that has been given all of them. */
  readonly to: LogPosition;
}

/** Why a projection left the group that it was applied with; without a reason: it is somebody else's now. */
export interface Departure {
  readonly owned: OwnedProjection;
  readonly reason?: string;
}

export interface PageApplierOptions {
  readonly pool: Pool;
  readonly writer: PageWriter;
  readonly owner: string;
  readonly now: () => number;
  readonly observer: ProjectionObserver;
}

/**
 * Applies pages to groups of projections, each from its own position on: an event is never applied twice to one.
 * Sorts out what goes wrong with one of them, so that the others go on. Throws only when the database is away, with
 * every projection where it was or further: the same page may be given again.
 */
export class PageApplier {
  constructor(private readonly options: PageApplierOptions) {}

  /** Answers those that cannot go on with the group. */
  async apply(group: readonly OwnedProjection[], page: LogPage, rate?: number): Promise<readonly Departure[]> {
    const started = this.options.now();
    const departures: Departure[] = [];
    let members = group.filter(({ position }) => isBefore(position, page.to));
    while (members.length > 0) {
      const works = worksOf(members, page, rate);
      const outcome = await this.options.writer.write(works);
      if (outcome.kind === 'written') {
        this.tellPoison(outcome.poison);
        this.tellPage(works, page, started);
        break;
      }
      if (outcome.kind === 'displaced') {
        departures.push(...(await this.resettle(outcome.owned)));
      } else if (outcome.kind === 'poisoned') {
        departures.push({ owned: outcome.owned, reason: describePoison(outcome.poison) });
      } else {
        const { owned, error, fault } = outcome;
        const departure =
          fault === 'broken' ? { owned, reason: messageOf(error) } : await this.applyAlone(owned, page, rate);
        if (departure) departures.push(departure);
      }
      members = members.filter(
        (owned) => isBefore(owned.position, page.to) && !departures.some((departure) => departure.owned === owned),
      );
    }
    return departures;
  }

  /** Some event of the page is to blame: halves the page until it is alone. */
  private async applyAlone(owned: OwnedProjection, page: LogPage, rate?: number): Promise<Departure | undefined> {
    // A rebuild that was put in place meanwhile may stand beyond the page already.
    if (!isBefore(owned.position, page.to)) return undefined;
    const [work] = worksOf([owned], page, rate) as [Work];
    const outcome = await this.options.writer.write([work]);
    if (outcome.kind === 'written') {
      this.tellPoison(outcome.poison);
      return undefined;
    }
    if (outcome.kind === 'displaced') return (await this.resettle([owned]))[0] ?? this.applyAlone(owned, page, rate);
    if (outcome.kind === 'poisoned') return { owned, reason: describePoison(outcome.poison) };
    if (outcome.fault === 'broken') return { owned, reason: messageOf(outcome.error) };
    const [first] = work.events;
    if (first === undefined) return { owned, reason: messageOf(outcome.error) };
    if (work.events.length === 1) return this.blame(owned, work, { event: first, error: outcome.error });
    const middle = work.events[(work.events.length >> 1) - 1] as RecordedEvent;
    const upTo = { events: page.events.filter(({ position }) => position <= middle.position), to: middle.position };
    return (await this.applyAlone(owned, upTo, rate)) ?? this.applyAlone(owned, page, rate);
  }

  private async blame(owned: OwnedProjection, work: Work, poison: PoisonEvent): Promise<Departure | undefined> {
    if (owned.target === 'rebuild') return { owned, reason: describePoison(poison) };
    const outcome = await this.options.writer.setAside(work, poison);
    if (outcome.kind === 'displaced') return (await this.resettle([owned]))[0];
    if (outcome.kind !== 'written') return { owned, reason: describePoison(poison) };
    this.tellPoison(new Map([[owned, [poison]]]));
    return undefined;
  }

  /**
   * Checkpoints that were not as expected: either ours in truth (a commit whose answer was lost, a rebuild that put
   * new tables in place), then they go on from there; or lost. One that went back (a crash of the database took its
   * last pages with it) is left: what this page begins with is not what it misses first.
   */
  private async resettle(displaced: readonly OwnedProjection[]): Promise<readonly Departure[]> {
    const lost: Departure[] = [];
    for (const owned of displaced) {
      const row = await readCheckpoint(this.options.pool, owned.name, owned.target);
      const isOurs = row?.owner === this.options.owner && isSameCode(row, codeOf(owned.projection));
      const wentBack = owned.position !== undefined && isBefore(row?.position, owned.position);
      if (isOurs && !wentBack) {
        owned.resumeAt(row.position, row.epoch);
      } else lost.push({ owned });
    }
    return lost;
  }

  private tellPoison(poison: ReadonlyMap<OwnedProjection, readonly PoisonEvent[]>): void {
    for (const [{ name }, events] of poison) {
      for (const { event, error } of events) {
        const { position, id, type } = event;
        this.options.observer.onDeadLetter?.({
          projection: name,
          position,
          eventId: id,
          type,
          error: messageOf(error),
        });
      }
    }
  }

  private tellPage(works: readonly Work[], page: LogPage, started: number): void {
    const now = this.options.now();
    const last = page.events.at(-1)?.recordedAt.getTime();
    this.options.observer.onPageApplied?.({
      projections: works.map(({ owned, events }) => ({
        name: owned.name,
        target: owned.target,
        events: events.length,
      })),
      events: page.events.length,
      position: page.to,
      durationMs: now - started,
      lagSeconds: last === undefined ? undefined : Math.max(0, now - last) / 1000,
    });
  }
}

export function isBefore(position: LogPosition | undefined, other: LogPosition): boolean {
  return position === undefined || position < other;
}

export function describePoison({ event, error }: PoisonEvent): string {
  return `event ${event.id} (${event.type}) at ${event.position}: ${messageOf(error)}`;
}

/** What the page means for each: the events after its own position that it consumes. One pass for all of them. */
function worksOf(members: readonly OwnedProjection[], page: LogPage, eventsPerSecond: number | undefined): Work[] {
  const [first] = page.events;
  const recordedAt = page.events.at(-1)?.recordedAt;
  const selected = members.map((owned) => {
    const fresh =
      first === undefined || isBefore(owned.position, first.position)
        ? page.events
        : page.events.filter(({ position }) => isBefore(owned.position, position));
    return { owned, fresh, events: owned.consumesAll ? fresh : ([] as RecordedEvent[]) };
  });
  const byType = new Map<string, RecordedEvent[][]>();
  for (const event of page.events) {
    let takers = byType.get(event.type);
    if (takers === undefined) {
      takers = selected
        .filter(({ owned, fresh }) => !owned.consumesAll && fresh === page.events && owned.consumes(event.type))
        .map(({ events }) => events as RecordedEvent[]);
      byType.set(event.type, takers);
    }
    for (const taker of takers) taker.push(event);
  }
  return selected.map(({ owned, fresh, events }) => {
    const own = owned.consumesAll || fresh === page.events ? events : fresh.filter(({ type }) => owned.consumes(type));
    return { owned, events: own, to: page.to, recordedAt, passed: own.length, eventsPerSecond };
  });
}
