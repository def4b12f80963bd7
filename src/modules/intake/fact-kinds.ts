import type { FactKind } from '../../events/fact-kind.js';

/** Every kind of fact that reporters may send, by its event type; filled by the composition. */
export class FactKinds {
  private readonly byType: ReadonlyMap<string, FactKind>;

  constructor(kinds: readonly FactKind[]) {
    this.byType = new Map(kinds.map((kind) => [kind.type, kind]));
    if (this.byType.size !== kinds.length) throw new Error('two fact kinds share one event type');
  }

  /** These and others besides. */
  with(others: readonly FactKind[]): FactKinds {
    return others.length === 0 ? this : new FactKinds([...this.byType.values(), ...others]);
  }

  get(type: string): FactKind | undefined {
    return this.byType.get(type);
  }

  get types(): readonly string[] {
    return [...this.byType.keys()];
  }
}
