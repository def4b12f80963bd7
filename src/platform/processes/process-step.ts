import type { RecordedEvent } from '../../kernel/event.js';
import type { Intent, Process, ProcessState } from './process.js';
import { StateDraft } from './state-draft.js';

/** An event that a process cannot take is left out: it must not keep all others from being told. */
export type OnReactFailure = (event: RecordedEvent, error: unknown) => void;

export interface StepContext {
  readonly process: Process;
  /** Lifts an event to the schema that this build knows. */
  readonly upcast: (event: RecordedEvent) => RecordedEvent;
  readonly onFailure: OnReactFailure;
}

/** Has the process take the events, all of them at one moment, and do what is due then. */
export function takeEvents(
  context: StepContext,
  state: ProcessState,
  events: readonly RecordedEvent[],
  at: number,
): readonly Intent[] {
  return [...events.flatMap((event) => reactTo(context, state, event, at)), ...takeTime(context.process, state, at)];
}

export function takeTime(process: Process, state: ProcessState, at: number): readonly Intent[] {
  const wakeAt = process.wakeAt(state);
  return wakeAt !== undefined && wakeAt <= at ? process.wake(state, at) : [];
}

/**
 * Has a new process learn from the history what holds: it lives through it at the times of the events, and what it
 * would have had done then was another's to do, or is too late.
 */
export function livePast(context: StepContext, state: ProcessState, events: readonly RecordedEvent[]): void {
  for (const event of events) {
    const at = event.recordedAt.getTime();
    for (;;) {
      const wakeAt = context.process.wakeAt(state);
      if (wakeAt === undefined || wakeAt >= at) break;
      context.process.wake(state, wakeAt);
    }
    reactTo(context, state, event, at);
  }
}

function reactTo(
  { process, upcast, onFailure }: StepContext,
  state: ProcessState,
  event: RecordedEvent,
  at: number,
): readonly Intent[] {
  const draft = new StateDraft(state);
  try {
    const intents = process.react(draft, upcast(event), at);
    draft.settle();
    return intents;
  } catch (error) {
    onFailure(event, error);
    return [];
  }
}
