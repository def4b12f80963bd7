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

/** Has a new process learn what holds; what would have been to be done then was another's to do, or is too late. */
export function takeHistory(context: StepContext, state: ProcessState, events: readonly RecordedEvent[]): void {
  for (const event of events) reactTo(context, state, event, event.recordedAt.getTime());
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
