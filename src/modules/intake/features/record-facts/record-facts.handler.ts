import { Inject, Optional } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import type { LogPosition, NewEvent, RecordedEvent } from '../../../../kernel/event.js';
import { hasSameMembers } from '../../../../kernel/same-content.js';
import type { JsonObject } from '../../../../kernel/json.js';
import type { Ids } from '../../../../kernel/ids.js';
import { type EventCatalog, EventFactory } from '../../../../platform/commands/event-factory.js';
import { jitteredPause, RACE_PAUSE, type RacePause } from '../../../../platform/commands/race-pause.js';
import type {
  AppendOutcome,
  AppendRequest,
  EventLog,
  EventLogErrorKind,
} from '../../../../platform/event-store/event-log.js';
import { asDomainError } from '../../../../platform/runtime/known-failure.js';
import { CLOCK, EVENT_CATALOG, EVENT_LOG, IDS } from '../../../../platform/runtime/tokens.js';
import { derivedId } from '../../../../platform/runtime/uuid-ids.js';
import type { Fact } from '../../../../events/fact-kind.js';
import { FactKinds } from '../../fact-kinds.js';
import { type AdmittedItem, admitItem, problemOfItem } from './admit-item.js';
import { type ItemResult, RecordFacts, type RecordFactsResult } from './record-facts.command.js';

const ATTEMPTS = 6;
/** Activities of one append: as many as hardly ever take more than an append may hold. */
const MAX_TOGETHER = 200;

/** An append under way and the items that it carries. */
interface Planned {
  readonly request: AppendRequest;
  readonly items: readonly AdmittedItem[];
  readonly flags: ReadonlyMap<AdmittedItem, readonly string[]>;
  /** Those of the items that said what was recorded already; only their ids are news. */
  readonly repetitions: ReadonlySet<AdmittedItem>;
}

/**
 * Admits each item by itself, judges lifecycle facts on their folded streams, and hands everything to the log in one
 * go. Appends are idempotent by event id, so an item sent again is answered `duplicate`; sent again with other
 * content, it is refused with both named. A stream changed by another writer meanwhile is folded and judged anew.
 */
@CommandHandler(RecordFacts)
export class RecordFactsHandler implements ICommandHandler<RecordFacts> {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly kinds: FactKinds,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
    private readonly events: EventFactory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
    @Optional() @Inject(RACE_PAUSE) private readonly pause: RacePause = jitteredPause(),
  ) {}

  async execute({ items, context, vouchedKinds }: RecordFacts): Promise<RecordFactsResult> {
    const results: ItemResult[] = new Array<ItemResult>(items.length);
    const activity: AdmittedItem[] = [];
    let lifecycle: AdmittedItem[] = [];
    const now = this.clock.now();
    const kinds = this.kinds.with(vouchedKinds);
    items.forEach((reported, index) => {
      const admission = admitItem(reported, index, kinds, now, () => this.ids.next());
      if (!admission.ok) results[index] = { id: admission.id, status: 'rejected', problem: admission.problem };
      else (admission.item.kind.mode === 'activity' ? activity : lifecycle).push(admission.item);
    });

    let position: LogPosition | null = null;
    const settle = (at: LogPosition | null) => {
      if (at !== null && (position === null || at > position)) position = at;
    };
    let pending = byStreamOf(activity, MAX_TOGETHER).flatMap(
      (items) => this.planActivity(items, context, results) ?? [],
    );
    let races = 0;
    const shares = new Map<string, number>();
    while (lifecycle.length > 0 || pending.length > 0) {
      const { due, later } = shareOut(lifecycle, shares);
      // Lifecycle first: whoever reads the log meets an agent's spawn before its calls.
      const plans = [...(await this.planLifecycle(due, context, results, settle)), ...pending];
      const outcomes = plans.length > 0 ? await this.log.appendMany(plans.map(({ request }) => request)) : [];
      assertReachable(outcomes, position === null);
      const raced: AdmittedItem[] = [];
      const halved: AdmittedItem[] = [];
      const parted: AdmittedItem[] = [];
      const repeated: { plan: Planned; outcome: AppendOutcome & { ok: true } }[] = [];
      plans.forEach((plan, index) => {
        const outcome = outcomes[index]!;
        if (isToBeParted(plan, outcome)) {
          parted.push(...plan.items);
        } else if (outcome.ok) {
          settle(outcome.position);
          if (outcome.duplicate) repeated.push({ plan, outcome });
          else accept(plan, results);
        } else if (
          outcome.error.kind === 'conflict' &&
          plan.items[0]!.kind.mode === 'lifecycle' &&
          races + 1 < ATTEMPTS
        ) {
          raced.push(...plan.items);
        } else if (outcome.error.kind === 'too_large' && plan.items.length > 1) {
          shares.set(plan.request.stream, Math.ceil(plan.items.length / 2));
          halved.push(...plan.items);
        } else {
          rejectAll(plan, outcome, results);
        }
      });
      await this.answerRepetitions(repeated, results);
      if (raced.length > 0) await this.pause(++races);
      lifecycle = [...raced, ...halved, ...later].sort((a, b) => a.index - b.index);
      pending = parted.flatMap((item) => this.planActivity([item], context, results) ?? []);
    }
    return { results, position };
  }

  /** Items of one stream go as one append: hundreds of appends take a log many times as long as one of hundreds. */
  private planActivity(
    items: readonly AdmittedItem[],
    context: CommandContext,
    results: ItemResult[],
  ): Planned | undefined {
    const events: NewEvent[] = [];
    const carried: AdmittedItem[] = [];
    const flags = new Map<AdmittedItem, readonly string[]>();
    for (const item of items) {
      orRefuse(item, results, () => {
        const { kind } = item;
        if (kind.mode !== 'activity') throw new Error(`${kind.type} is not an activity`);
        const fact = kind.record(item.input);
        this.assertInCatalog(fact);
        events.push(this.events.create(fact, context, known(item, 0), jsonOf(fact, item)));
        carried.push(item);
        if (fact.data['flags'] !== undefined) flags.set(item, flagsOf(fact.data));
      });
    }
    if (events.length === 0) return undefined;
    // What has no name got its id here, for this one append.
    const fresh = carried.every(({ named }) => !named);
    const request = { stream: carried[0]!.stream, events, expected: 'any' as const, fresh };
    return { request, items: carried, flags, repetitions: noRepetitions };
  }

  /** A fact that its event type does not admit is a fault of ours, but of this one item alone. */
  private assertInCatalog({ type, data }: Fact): void {
    try {
      this.catalog.check(type, data);
    } catch (error) {
      const detail = `it cannot be recorded: ${error instanceof Error ? error.message : String(error)}`;
      throw new DomainError('EVENT_INVALID', detail, { fault: 'invalid', cause: error });
    }
  }

  /** Items of one stream become one append at the revision that they were judged on. */
  private async planLifecycle(
    items: readonly AdmittedItem[],
    context: CommandContext,
    results: ItemResult[],
    settle: (position: LogPosition) => void,
  ): Promise<readonly Planned[]> {
    if (items.length === 0) return [];
    const ofStreams = byStreamOf(items);
    const histories = await this.log.readStreams(ofStreams.map(([{ stream }]) => stream));
    const plans: Planned[] = [];
    for (const siblings of ofStreams) {
      const { stream } = siblings[0];
      const plan = this.judge(stream, siblings, histories.get(stream) ?? [], context, results, settle);
      if (plan) plans.push(plan);
    }
    return plans;
  }

  private judge(
    stream: string,
    items: readonly AdmittedItem[],
    stored: readonly RecordedEvent[],
    context: CommandContext,
    results: ItemResult[],
    settle: (position: LogPosition) => void,
  ): Planned | undefined {
    const history = stored.map((event) => this.catalog.upcast(event));
    const known_ = new Map<string, string | undefined>(history.map((event) => [event.id, event.meta.contentDigest]));
    const fold = new StreamFold(history);
    const fresh: NewEvent[] = [];
    const carried: AdmittedItem[] = [];
    const flags = new Map<AdmittedItem, readonly string[]>();
    const repetitions = new Set<AdmittedItem>();
    /** Says again what an item of this very batch says: recorded when that one is, and not before. */
    const echo = (item: AdmittedItem): void => {
      carried.push(item);
      repetitions.add(item);
    };
    for (const item of items) {
      if (known_.has(item.eventId)) {
        const same = known_.get(item.eventId) === item.contentDigest;
        if (same && fresh.some(({ id }) => id === item.eventId)) {
          echo(item);
          continue;
        }
        results[item.index] = same ? { id: item.id, status: 'duplicate' } : reused(item, stream);
        const last = stored.at(-1);
        if (last) settle(last.position);
        continue;
      }
      const { kind } = item;
      if (kind.mode !== 'lifecycle') throw new Error(`${kind.type} is not a lifecycle fact`);
      orRefuse(item, results, () => {
        const facts = kind.decide(item.input, fold.stateFor(kind), item.occurredAt, item.identified);
        if (facts.length === 0 && !item.named) {
          if (fresh.length > 0) return echo(item);
          results[item.index] = { id: item.id, status: 'duplicate' };
          const last = stored.at(-1);
          if (last) settle(last.position);
          return;
        }
        // Nothing new, but its id must be known when it is sent again: by then the same words may be news.
        const appended = facts.length > 0 ? facts : [{ type: 'ReportRepeated', data: { factType: kind.type } }];
        // All before the first: an item is recorded as a whole or not at all.
        for (const fact of appended) this.assertInCatalog(fact);
        appended.forEach((fact, n) => {
          const event = this.events.create(fact, context, known(item, n));
          fresh.push(event);
          fold.push(event);
          known_.set(event.id, event.meta.contentDigest);
        });
        carried.push(item);
        if (facts.length === 0) repetitions.add(item);
        flags.set(
          item,
          facts.flatMap((fact) => flagsOf(fact.data)),
        );
      });
    }
    if (fresh.length === 0) return undefined;
    const expected = stored.at(-1)?.revision ?? 'none';
    return { request: { stream, events: fresh, expected }, items: carried, flags, repetitions };
  }

  /** The log says that these ids are there already; whether with the same content, their digests tell. */
  private async answerRepetitions(
    repeated: readonly { readonly plan: Planned; readonly outcome: { readonly revision: bigint } }[],
    results: ItemResult[],
  ): Promise<void> {
    const ranges = new Map<string, { from: bigint; to: bigint }>();
    for (const { plan, outcome } of repeated) {
      const range = ranges.get(plan.request.stream);
      const { revision } = outcome;
      // All that the append holds, not only its last event: each of them may answer for an item.
      const { expected } = plan.request;
      const first = typeof expected === 'bigint' ? expected + 1n : expected === 'none' ? 0n : revision;
      ranges.set(plan.request.stream, {
        from: range && range.from < first ? range.from : first,
        to: range && range.to > revision ? range.to : revision,
      });
    }
    const digests = new Map<string, string | undefined>();
    for (const [stream, range] of ranges) {
      for await (const event of this.log.readStream(stream, range)) digests.set(event.id, event.meta.contentDigest);
    }
    for (const { plan } of repeated) {
      for (const item of plan.items) {
        const same = digests.get(item.eventId) === item.contentDigest;
        results[item.index] = same ? { id: item.id, status: 'duplicate' } : reused(item, plan.request.stream);
      }
    }
  }
}

type OfStream = readonly [AdmittedItem, ...AdmittedItem[]];

/** Each stream's items in their order; of a stream with more than `most`, in several lists. */
function byStreamOf(items: readonly AdmittedItem[], most = Number.POSITIVE_INFINITY): readonly OfStream[] {
  const lists: OfStream[] = [];
  const latest = new Map<string, [AdmittedItem, ...AdmittedItem[]]>();
  for (const item of items) {
    const siblings = latest.get(item.stream);
    if (siblings && siblings.length < most) {
      siblings.push(item);
      continue;
    }
    const begun: [AdmittedItem, ...AdmittedItem[]] = [item];
    latest.set(item.stream, begun);
    lists.push(begun);
  }
  return lists;
}

/**
 * Activities that went together, where the log knows some of them already, or takes none because of one: each stands for
 * itself.
 */
function isToBeParted({ items }: Planned, outcome: AppendOutcome): boolean {
  if (items.length === 1 || items[0]!.kind.mode !== 'activity') return false;
  return outcome.ok ? outcome.duplicate : partingErrors.has(outcome.error.kind);
}
const partingErrors: ReadonlySet<EventLogErrorKind> = new Set(['conflict', 'invalid_event', 'too_large']);

/** Of activities: what was recorded already is answered by itself. */
const noRepetitions: Planned['repetitions'] = new Set();

/** One stream's history with the facts just decided, folded for whichever kind asks. */
class StreamFold {
  private readonly states = new Map<string, { state: unknown; upTo: number }>();
  private readonly events: (RecordedEvent | NewEvent)[];

  constructor(history: readonly RecordedEvent[]) {
    this.events = [...history];
  }

  push(event: NewEvent): void {
    this.events.push(event);
  }

  stateFor(kind: { type: string; initial: unknown; evolve(state: unknown, event: RecordedEvent | NewEvent): unknown }) {
    const folded = this.states.get(kind.type) ?? { state: kind.initial, upTo: 0 };
    let { state } = folded;
    for (let index = folded.upTo; index < this.events.length; index++) state = kind.evolve(state, this.events[index]!);
    this.states.set(kind.type, { state, upTo: this.events.length });
    return state;
  }
}

/** What cannot be recorded is answered as such; it never keeps the other items from being recorded. */
function orRefuse<Result>(item: AdmittedItem, results: ItemResult[], attempt: () => Result): Result | undefined {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    results[item.index] = { id: item.id, status: 'rejected', problem: problemOfItem(error) };
    return undefined;
  }
}

/** The n-th event of an item: the first has the item's own id, the rest derive theirs from it. */
function known(item: AdmittedItem, n: number) {
  return {
    id: n === 0 ? item.eventId : derivedId('further', item.eventId, String(n)),
    occurredAt: item.occurredAt,
    contentDigest: item.contentDigest,
  };
}

/** The data as JSON, where it is the very input, of which that was written before. */
function jsonOf({ data }: Fact, { input, inputJson }: AdmittedItem): string | undefined {
  return inputJson !== undefined && hasSameMembers(data, input as JsonObject) ? inputJson : undefined;
}

/** Streams whose facts were too large for one append take them in several, each with its share. */
function shareOut(items: readonly AdmittedItem[], shares: ReadonlyMap<string, number>) {
  const due: AdmittedItem[] = [];
  const later: AdmittedItem[] = [];
  const taken = new Map<string, number>();
  for (const item of items) {
    const count = taken.get(item.stream) ?? 0;
    taken.set(item.stream, count + 1);
    (count < (shares.get(item.stream) ?? Number.POSITIVE_INFINITY) ? due : later).push(item);
  }
  return { due, later };
}

function flagsOf(data: { readonly flags?: unknown }): readonly string[] {
  return Array.isArray(data.flags) ? (data.flags as string[]) : [];
}

function accept(plan: Planned, results: ItemResult[]): void {
  for (const item of plan.items) {
    const flags = plan.flags.get(item) ?? [];
    const status = plan.repetitions.has(item) ? 'duplicate' : 'accepted';
    results[item.index] = flags.length > 0 ? { id: item.id, status, flags } : { id: item.id, status };
  }
}

/**
 * A log that took nothing at all is answered as one refusal (503: send everything again). Once part of the items is
 * recorded, each item carries its own answer, so that only the others are sent again.
 */
function assertReachable(outcomes: readonly AppendOutcome[], nothingRecordedYet: boolean): void {
  if (!nothingRecordedYet || outcomes.length === 0) return;
  for (const outcome of outcomes) {
    // A race lost is about one stream, not about the log.
    if (outcome.ok || outcome.error.kind === 'conflict') return;
    if (asDomainError(outcome.error)?.fault !== 'unavailable') return;
  }
  const [first] = outcomes;
  if (first && !first.ok) throw first.error;
}

function rejectAll(plan: Planned, outcome: AppendOutcome & { ok: false }, results: ItemResult[]): void {
  const refusal = asDomainError(outcome.error);
  if (!refusal) throw outcome.error;
  for (const item of plan.items) {
    results[item.index] = { id: item.id, status: 'rejected', problem: problemOfItem(refusal) };
  }
}

function reused(item: AdmittedItem, stream: string): ItemResult {
  const error = new DomainError(
    'ID_REUSED',
    `id ${item.id} is recorded already with other content, as event ${item.eventId} of ${stream}; the new content was not recorded: send it under an id of its own`,
    { fault: 'conflict', details: { id: item.id, existingEventId: item.eventId, stream } },
  );
  return { id: item.id, status: 'rejected', problem: problemOfItem(error) };
}
