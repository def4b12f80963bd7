import type { Pool } from 'pg';
import type { RecordedEvent } from '../../kernel/event.js';
import type { EventLog } from '../event-store/event-log.js';
import { messageOf } from './database-fault.js';
import { takeUp, type DeadLetter } from './dead-letter-store.js';
import type { OwnedProjection } from './owned-projection.js';
import type { PageWriter, Work } from './page-writer.js';

export interface DeadLetterRetryOptions {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly writer: PageWriter;
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
}

/**
 * Applies an event that was set aside to the rows as they are now: out of its order, which is right for folds that
 * add up and for inserts, and only near enough for others; a rebuild restores the order. Runs between two pages.
 */
export class DeadLetterRetry {
  constructor(private readonly options: DeadLetterRetryOptions) {}

  async run(owned: OwnedProjection, letter: DeadLetter): Promise<void> {
    let event: RecordedEvent;
    try {
      event = this.options.upcast(await this.find(letter));
    } catch (error) {
      return this.decline(letter, error);
    }
    const work: Work = { owned, events: [event], to: owned.position, recordedAt: undefined, passed: 0 };
    try {
      const outcome = await this.options.writer.write([{ ...work, extra: [takeUp(letter)] }]);
      // Poison has been set aside again, attempts counted; displaced: the next owner finds the request.
      if (outcome.kind === 'refused') await this.options.writer.setAside(work, { event, error: outcome.error });
    } catch (error) {
      // The answer to a commit may have been lost, and the checkpoint, which stays where it is, would not tell.
      owned.resumeAt(owned.position, owned.epoch);
      throw error;
    }
  }

  private async find({ stream, revision, eventId }: DeadLetter): Promise<RecordedEvent> {
    for await (const event of this.options.log.readStream(stream, { from: revision, to: revision })) {
      if (event.id === eventId) return event;
    }
    throw new Error(`event ${eventId} is no longer in stream ${stream}`);
  }

  private async decline(letter: DeadLetter, error: unknown): Promise<void> {
    await this.options.pool.query(
      `update projections.dead_letters set error = $3, attempts = attempts + 1, last_at = clock_timestamp(),
         retry_requested_at = null
       where projection = $1 and position = $2`,
      [letter.projection, letter.position, messageOf(error)],
    );
  }
}
