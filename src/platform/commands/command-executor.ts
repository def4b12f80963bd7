import { Inject, Injectable, Optional } from '@nestjs/common';
import type { CommandContext } from '../../kernel/command-context.js';
import type { Decider } from '../../kernel/decider.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { LogPosition } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { type EventLog, EventLogError } from '../event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../runtime/tokens.js';
import { type EventCatalog, EventFactory } from './event-factory.js';
import { jitteredPause, RACE_PAUSE, type RacePause } from './race-pause.js';

interface TypedFact {
  readonly type: string;
  readonly data: object;
}

export interface Executed<State, Event> {
  /** Empty when the command changed nothing. */
  readonly events: readonly Event[];
  /** The state after them. */
  readonly state: State;
  /** Last revision of the stream; undefined when it does not exist yet. The ETag of what was decided about. */
  readonly revision: bigint | undefined;
  /** Position of the last event of the stream; undefined when it does not exist. */
  readonly position: LogPosition | undefined;
}

export interface ExecuteOptions {
  /** The revision that the caller saw (`If-Match`); `none`: it must not exist yet. Another one: STALE_REVISION. */
  readonly expectedRevision?: bigint | 'none';
  readonly occurredAt?: string;
}

const ATTEMPTS = 5;

/**
 * Load, upcast, fold, decide, append at the revision that was read. When another writer came between, the pure
 * `decide` is asked again on the new state, unless the caller named the revision: then it is told.
 */
@Injectable()
export class CommandExecutor {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
    private readonly events: EventFactory,
    @Optional() @Inject(RACE_PAUSE) private readonly pause: RacePause = jitteredPause(),
  ) {}

  async execute<State, Command, Event extends TypedFact>(
    decider: Decider<State, Command, Event>,
    stream: string,
    command: Command,
    context: CommandContext,
    options: ExecuteOptions = {},
  ): Promise<Executed<State, Event>> {
    for (let attempt = 1; ; attempt++) {
      let state = decider.initial;
      let revision: bigint | undefined;
      let position: LogPosition | undefined;
      for await (const recorded of this.log.readStream(stream)) {
        const { type, data } = this.catalog.upcast(recorded);
        state = decider.evolve(state, { type, data } as unknown as Event);
        revision = recorded.revision;
        position = recorded.position;
      }
      assertRevision(options.expectedRevision, revision);
      const decided = decider.decide(command, state);
      if (decided.length === 0) return { events: decided, state, revision, position };

      const fresh = decided.map((event) => {
        const data = event.data as JsonObject;
        this.catalog.check(event.type, data);
        return this.events.create(
          { type: event.type, data },
          context,
          options.occurredAt ? { occurredAt: options.occurredAt } : {},
        );
      });
      try {
        const result = await this.log.append(stream, fresh, { expected: revision ?? 'none', fresh: true });
        for (const event of decided) state = decider.evolve(state, event);
        return { events: decided, state, revision: result.revision, position: result.position };
      } catch (error) {
        const raced = error instanceof EventLogError && error.kind === 'conflict';
        if (!raced || attempt === ATTEMPTS) throw error;
        await this.pause(attempt);
      }
    }
  }
}

function assertRevision(expected: bigint | 'none' | undefined, actual: bigint | undefined): void {
  if (expected === undefined || expected === (actual ?? 'none')) return;
  const current = actual === undefined ? 'it does not exist' : `it is at revision ${actual}`;
  throw new DomainError(
    'STALE_REVISION',
    `you expected ${expected === 'none' ? 'that it does not exist' : `revision ${expected}`}, but ${current}: read it again and decide anew`,
    { fault: 'stale', details: { currentRevision: actual === undefined ? null : String(actual) } },
  );
}
