import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { FoldTable } from './fold-table.js';
import { InsertTable } from './insert-table.js';
import type { Projection } from './projection.js';
import type { ProjectionTarget } from './projection-observer.js';
import type { Statement } from './statement.js';
import { SumTable } from './sum-table.js';

/** An event that a projection's own code could not take. */
export interface PoisonEvent {
  readonly event: RecordedEvent;
  readonly error: unknown;
}

/** One projection that this process maintains, at its place in the log, under its fencing epoch. */
export class OwnedProjection {
  readonly folds: readonly FoldTable[];
  private readonly inserts: readonly InsertTable[];
  private readonly sums: readonly { readonly table: SumTable; readonly of: FoldTable }[];
  private readonly types: ReadonlySet<string> | undefined;
  private page: readonly RecordedEvent[] = [];
  private poison: (PoisonEvent | undefined)[] = [];

  constructor(
    readonly projection: Projection,
    readonly target: ProjectionTarget,
    public epoch: string,
    public position: LogPosition | undefined,
    cacheRowsPerTable: number,
  ) {
    const empty = position === undefined;
    this.types = projection.types === 'all' ? undefined : new Set(projection.types);
    this.folds = projection.outputs.flatMap((output) =>
      output.kind === 'fold' ? [new FoldTable(output, target, cacheRowsPerTable, empty)] : [],
    );
    this.inserts = projection.outputs.flatMap((output) =>
      output.kind === 'insert' ? [new InsertTable(output, target)] : [],
    );
    this.sums = projection.outputs.flatMap((output) => {
      if (output.kind !== 'sum') return [];
      const of = this.folds.find(({ name }) => name === output.of) as FoldTable;
      return [{ table: new SumTable(output, target), of }];
    });
  }

  get name(): string {
    return this.projection.name;
  }

  get consumesAll(): boolean {
    return this.types === undefined;
  }

  consumes(type: string): boolean {
    return this.types === undefined || this.types.has(type);
  }

  /** Takes a page of events that it consumes and finds out which rows they touch. */
  gather(events: readonly RecordedEvent[]): void {
    this.page = events;
    this.poison = [];
    const folds = this.folds.filter((fold) => fold.begin());
    if (folds.length === 0) return;
    events.forEach((event, place) => this.gatherOne(folds, event, place));
  }

  private gatherOne(folds: readonly FoldTable[], event: RecordedEvent, place: number): void {
    for (const fold of folds) {
      try {
        if (this.poison[place]) fold.skip();
        else fold.gather(event);
      } catch (error) {
        this.poison[place] = { event, error };
        fold.skip();
      }
    }
  }

  loads(): readonly NonNullable<ReturnType<FoldTable['load']>>[] {
    return this.folds.flatMap((fold) => fold.load() ?? []);
  }

  /** Folds the page. What an event does to all outputs is done as a whole or, when anything throws, not at all. */
  fold(): readonly PoisonEvent[] {
    this.page.forEach((event, place) => {
      if (this.poison[place]) return;
      try {
        for (const fold of this.folds) fold.evaluate(event, place);
        for (const insert of this.inserts) insert.evaluate(event);
      } catch (error) {
        this.poison[place] = { event, error };
        return;
      }
      for (const fold of this.folds) fold.accept(event);
      for (const insert of this.inserts) insert.accept();
    });
    return this.poison.filter((poison) => poison !== undefined);
  }

  writes(): readonly Statement[] {
    return [
      ...[...this.folds, ...this.inserts].flatMap((table) => table.writes()),
      ...this.sums.flatMap(({ table, of }) => table.writes(of.changes())),
    ];
  }

  committed(position: LogPosition | undefined): void {
    this.position = position;
    for (const fold of this.folds) fold.committed();
    this.finish();
  }

  aborted(): void {
    for (const fold of this.folds) fold.aborted();
    this.finish();
  }

  private finish(): void {
    for (const insert of this.inserts) insert.finish();
    this.page = [];
    this.poison = [];
  }

  /** Goes on at another place, or on other tables: nothing cached holds. */
  resumeAt(position: LogPosition | undefined, epoch: string): void {
    this.aborted();
    this.position = position;
    this.epoch = epoch;
    for (const fold of this.folds) fold.forget();
  }
}
