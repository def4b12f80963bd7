import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
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

interface TakenEvents {
  readonly intents: readonly Intent[];
  /** The last event that was taken, where other types are to be read from then on; undefined: all were taken. */
  readonly upTo: LogPosition | undefined;
}

/** Has the process take the events, all of them at one moment, and do what is due then. */
export function takeEvents(
  context: StepContext,
  state: ProcessState,
  events: readonly RecordedEvent[],
  at: number,
): TakenEvents {
  const { process } = context;
  const intents: Intent[] = [];
  const read = typesToRead(process, state);
  let upTo: LogPosition | undefined;
  for (const event of events) {
    intents.push(...reactTo(context, state, event, at));
    // What was passed by until here may matter after this event: it has to be read from there.
    if (typesToRead(process, state) === read) continue;
    upTo = event.position;
    break;
  }
  return { intents: [...intents, ...takeTime(process, state, at)], upTo };
}

/** The same list for as long as they are the same. */
export function typesToRead(process: Process, state: ProcessState): readonly string[] {
  return process.reads?.(state) ?? process.types;
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
