import type { JsonObject } from '../kernel/json.js';
import { Agenda } from './agenda.js';
import { beginningsOf } from './calendar.js';
import { HOUR, type Script, timeText } from './script.js';

/** A fact as the intake takes it. */
export interface DemoFact {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly data: JsonObject;
}

export interface FleetOptions {
  /** Another seed is another fleet, with ids of its own. */
  readonly seed: number;
  /** Nothing that began before is told of. Milliseconds since 1970. */
  readonly from: number;
  /** How many times as much work as the standard fleet has; 1 unless given. */
  readonly rate?: number;
}

interface Running {
  readonly name: string;
  readonly script: Script;
  /** Facts told so far. */
  told: number;
}

/**
 * Everything that happens in a simulated fleet, in the order of time and without end. A pure function of its options,
 * and for one seed and rate, what began at an instant goes on in the same way whatever `from` was: facts told twice
 * have the same ids and the same content.
 */
export function* fleetHistory({ seed, from, rate = 1 }: FleetOptions): Generator<DemoFact, never, undefined> {
  const fleet = { name: `demo-${seed}` };
  const agenda = new Agenda<Running>();
  for (let hour = Math.floor(from / HOUR); ; hour++) {
    for (const { at, name, script } of beginningsOf(fleet, hour, rate)) {
      if (at >= from) agenda.add(at, { name: `${fleet.name}/${name}`, script, told: 0 });
    }
    while (agenda.next < (hour + 1) * HOUR) {
      const due = agenda.take()!;
      yield* played(due.what, due.at, agenda);
    }
  }
}

/** Lets a script go on until it waits or ends. */
function* played(running: Running, at: number, agenda: Agenda<Running>): Generator<DemoFact, void, undefined> {
  for (;;) {
    const { done, value: step } = running.script.next(at);
    if (done) return;
    switch (step.kind) {
      case 'pause':
        agenda.add(at + step.ms, running);
        return;
      case 'start':
        agenda.add(at, { name: `${running.name}/${step.name}`, script: step.script, told: 0 });
        break;
      case 'report':
        yield {
          id: `${running.name}/${running.told++}`,
          type: step.type,
          occurredAt: timeText(at),
          data: step.data,
        };
        break;
    }
  }
}
