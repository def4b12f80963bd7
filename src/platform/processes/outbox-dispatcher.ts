import { backoffMs, pause } from '../projections/pause.js';
import type { Dispatch } from './process.js';
import type { ProcessStore } from './process-store.js';

const BATCH = 200;
/** It is told of everything that is stored here; only after a crash there is something that it was not told of. */
const LOOK_MS = 1_000;

export interface OutboxDispatcherOptions {
  readonly store: ProcessStore;
  readonly process: string;
  readonly dispatch: Dispatch;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Has done what is in a process's outbox, in order and at least once: an intent is ticked off after it was handed over,
 * so that a crash in between hands it over again, under the same id.
 */
export class OutboxDispatcher {
  private wake: AbortController | undefined;
  private told = false;

  constructor(private readonly options: OutboxDispatcherOptions) {}

  /** There is something new. */
  tell(): void {
    this.told = true;
    this.wake?.abort();
  }

  /** Until the signal is given. */
  async run(signal: AbortSignal): Promise<void> {
    const { store, process, dispatch, onProblem } = this.options;
    let failures = 0;
    while (!signal.aborted) {
      try {
        this.told = false;
        const intents = await store.undispatched(process, BATCH);
        if (intents.length > 0) {
          await dispatch(intents);
          await store.dispatched(intents.map(({ seq }) => seq));
        }
        failures = 0;
        if (intents.length < BATCH && !this.told) await this.rest(LOOK_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        onProblem(error);
        await pause(backoffMs(failures++), signal);
      }
    }
  }

  private async rest(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.wake = new AbortController();
    await pause(milliseconds, AbortSignal.any([signal, this.wake.signal]));
    this.wake = undefined;
  }
}
