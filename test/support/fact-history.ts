import type { JsonObject } from '../../src/kernel/json.js';
import { definitionOf } from '../../src/events/catalog.js';
import type { Fact, FactKind, FoldableFact } from '../../src/events/fact-kind.js';

/** One stream's facts as a recorder would make them: parsed, folded, judged, checked against the catalogue. */
export class FactHistory {
  private readonly recorded: FoldableFact[] = [];

  /** Records what a kind makes of a report and answers it; throws what the recorder would refuse with. */
  report(kind: FactKind, data: unknown, occurredAt: string): readonly Fact[] {
    const input: unknown = kind.input.parse(data);
    const facts = kind.mode === 'activity' ? [kind.record(input)] : kind.decide(input, this.stateOf(kind), occurredAt);
    for (const fact of facts) {
      definitionOf(fact.type)!.data.parse(fact.data);
      // As the log returns it: JSON and nothing else.
      const stored = JSON.parse(JSON.stringify(fact.data)) as JsonObject;
      this.recorded.push({ type: fact.type, data: stored, meta: { occurredAt } });
    }
    return facts;
  }

  get events(): readonly FoldableFact[] {
    return this.recorded;
  }

  private stateOf(kind: FactKind & { mode: 'lifecycle' }): unknown {
    let state: unknown = kind.initial;
    for (const event of this.recorded) state = kind.evolve(state, event);
    return state;
  }
}

/** A time on one fixed day: `at('14:32')`. */
export function at(time: string): string {
  return new Date(`2026-01-15T${time}${time.length === 5 ? ':00' : ''}Z`).toISOString();
}
