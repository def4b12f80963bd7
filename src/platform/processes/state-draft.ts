import type { ProcessState } from './process.js';

type Kinds = Map<string, Map<string, object>>;

export interface StateChange {
  readonly kind: string;
  readonly key: string;
  /** Undefined: the row is gone. */
  readonly row: object | undefined;
}

/** The rows of a process as they are stored. */
export class StoredState implements ProcessState {
  private readonly kinds: Kinds = new Map();

  get<Row>(kind: string, key: string): Row | undefined {
    return this.kinds.get(kind)?.get(key) as Row | undefined;
  }

  has(kind: string): boolean {
    return (this.kinds.get(kind)?.size ?? 0) > 0;
  }

  set(kind: string, key: string, row: object): void {
    const rows = this.kinds.get(kind);
    if (rows) rows.set(key, row);
    else this.kinds.set(kind, new Map([[key, row]]));
  }

  delete(kind: string, key: string): void {
    this.kinds.get(kind)?.delete(key);
  }

  rows<Row>(kind: string): readonly (readonly [string, Row])[] {
    return [...(this.kinds.get(kind) ?? [])] as unknown as readonly (readonly [string, Row])[];
  }
}

/** Changes over a state that are kept apart until they are stored, or thrown away with whoever failed to make them. */
export class StateDraft implements ProcessState {
  private readonly changed = new Map<string, Map<string, object | undefined>>();

  constructor(private readonly base: ProcessState) {}

  get<Row>(kind: string, key: string): Row | undefined {
    const changed = this.changed.get(kind);
    return changed?.has(key) ? (changed.get(key) as Row | undefined) : this.base.get<Row>(kind, key);
  }

  has(kind: string): boolean {
    return this.changed.has(kind) ? this.rows(kind).length > 0 : this.base.has(kind);
  }

  set(kind: string, key: string, row: object): void {
    this.change(kind, key, row);
  }

  delete(kind: string, key: string): void {
    this.change(kind, key, undefined);
  }

  rows<Row>(kind: string): readonly (readonly [string, Row])[] {
    const changed = this.changed.get(kind);
    const base = this.base.rows<Row>(kind);
    if (!changed) return base;
    const rows = new Map<string, Row>(base);
    for (const [key, row] of changed) {
      if (row === undefined) rows.delete(key);
      else rows.set(key, row as Row);
    }
    return [...rows];
  }

  changes(): readonly StateChange[] {
    return [...this.changed].flatMap(([kind, rows]) => [...rows].map(([key, row]) => ({ kind, key, row })));
  }

  /** Makes the changes in the state below. */
  settle(): void {
    for (const { kind, key, row } of this.changes()) {
      if (row === undefined) this.base.delete(kind, key);
      else this.base.set(kind, key, row);
    }
  }

  private change(kind: string, key: string, row: object | undefined): void {
    const rows = this.changed.get(kind);
    if (rows) rows.set(key, row);
    else this.changed.set(kind, new Map([[key, row]]));
  }
}
