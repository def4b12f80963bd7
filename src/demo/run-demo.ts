import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_RATE } from './calendar.js';
import { BATCH, FactSender, type Receipt, type SenderOptions } from './fact-sender.js';
import { type DemoFact, fleetHistory } from './fleet-history.js';
import { DAY } from './script.js';

export interface DemoOptions extends SenderOptions {
  /** Another seed is another fleet; 7 unless given. */
  readonly seed?: number;
  /** How far back the fleet's history begins, up to a year; a day unless given, so that there is work under way. */
  readonly historyDays?: number;
  /** How many times as busy as the standard fleet, up to 500; 1 unless given. */
  readonly rate?: number;
  /** How long to go on after the history, in milliseconds: 0 for the history alone, for ever unless given. */
  readonly durationMs?: number;
  readonly onProgress?: (progress: DemoProgress) => void;
  /** Called once, when the history is told; what happens from then on waits for it. */
  readonly atPresent?: () => Promise<void>;
  /** The time; the system's unless given. */
  readonly now?: () => number;
}

export interface DemoProgress {
  /** `history` until the present is reached. */
  readonly phase: 'history' | 'live';
  /** How much of the history is told, from 0 to 1. */
  readonly told: number;
  readonly totals: DemoTotals;
  /** Refused facts of the batch just sent. */
  readonly rejected: Receipt['rejected'];
}

export interface DemoTotals {
  readonly sent: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly flagged: number;
  /** Log position that includes everything taken. */
  readonly position: string | null;
}

/** Longer ones are asked for by mistake. */
export const MAX_HISTORY_DAYS = 366;
/** While live, facts of so long are sent together. */
const LIVE_BATCH_MS = 500;
/** Timers count in 32 bits. */
const LONGEST_SLEEP_MS = 3_600_000;

/**
 * Lets a simulated fleet report to a running service: its past first, as fast as the service takes it, then whatever
 * happens when it happens. The live part is the history going on, so nothing is lost or told twice between the two.
 * Ends when the duration is over or the signal says so; throws a DemoError when the service refuses.
 */
export async function runDemo(options: DemoOptions): Promise<DemoTotals> {
  const { seed = 7, historyDays = 1, rate = 1, durationMs = Number.POSITIVE_INFINITY, signal, onProgress } = options;
  if (!(rate > 0 && rate <= MAX_RATE)) throw new RangeError(`the rate must be above 0 and at most ${MAX_RATE}`);
  if (!(historyDays >= 0 && historyDays <= MAX_HISTORY_DAYS)) {
    throw new RangeError(`the history can begin up to ${MAX_HISTORY_DAYS} days ago`);
  }
  const now = options.now ?? Date.now;
  const pause =
    options.pause ?? (async (ms, until) => void (await sleep(ms, undefined, until ? { signal: until } : {})));
  const sender = new FactSender(options);

  const present = now();
  const from = present - historyDays * DAY;
  const end = present + durationMs;
  const facts = fleetHistory({ seed, from, rate });
  let totals: DemoTotals = { sent: 0, accepted: 0, duplicates: 0, rejected: 0, flagged: 0, position: null };
  let next = facts.next().value;
  let atPresent = options.atPresent;
  const reachPresent = async () => {
    if (timeOf(next) < present || signal?.aborted) return;
    const reached = atPresent;
    atPresent = undefined;
    await reached?.();
  };
  try {
    await reachPresent();
    while (timeOf(next) <= end && !signal?.aborted) {
      const ahead = timeOf(next) - now();
      if (ahead > 0) {
        await pause(Math.min(Math.max(ahead, LIVE_BATCH_MS), LONGEST_SLEEP_MS), signal);
        continue;
      }
      const batch: DemoFact[] = [];
      const due = Math.min(now(), end);
      for (; batch.length < BATCH && timeOf(next) <= due; next = facts.next().value) batch.push(next);
      const receipt = await sender.send(batch);
      totals = sum(totals, batch.length, receipt);
      const last = timeOf(batch.at(-1)!);
      const behind = timeOf(next) < present;
      onProgress?.({
        phase: behind ? 'history' : 'live',
        told: behind ? (last - from) / (present - from) : 1,
        totals,
        rejected: receipt.rejected,
      });
      await reachPresent();
    }
  } catch (error) {
    // Told to stop, it stops; what was under way is sent again by whoever tells this history next.
    if (!signal?.aborted) throw error;
  }
  return totals;
}

const timeOf = (fact: DemoFact): number => Date.parse(fact.occurredAt);

function sum(totals: DemoTotals, sent: number, receipt: Receipt): DemoTotals {
  return {
    sent: totals.sent + sent,
    accepted: totals.accepted + receipt.accepted,
    duplicates: totals.duplicates + receipt.duplicates,
    rejected: totals.rejected + receipt.rejected.length,
    flagged: totals.flagged + receipt.flagged,
    position: receipt.position ?? totals.position,
  };
}
