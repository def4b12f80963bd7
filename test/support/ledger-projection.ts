import type { RecordedEvent } from '../../src/kernel/event.js';
import type { FoldOutput, InsertOutput, Projection } from '../../src/platform/projections/projection.js';

/** A small domain to try the projection engine on: accounts that are moved, closed, and audited. */
export interface AccountRow {
  readonly account: string;
  readonly total: number;
  readonly moves: number;
  readonly last_id: string;
  readonly tags: readonly string[];
  readonly details: { readonly amounts: readonly number[] } | null;
  readonly changed_at: Date;
}

export interface EntryRow {
  readonly position: string;
  readonly account: string;
  readonly amount: number;
  readonly at: Date;
}

export interface Move {
  readonly account: string;
  readonly amount: number;
}

const moveOf = (event: RecordedEvent): Move => event.data as unknown as Move;

export const accountTable: FoldOutput<AccountRow>['table'] = {
  name: 'accounts',
  columns: {
    account: 'text',
    total: 'integer',
    moves: 'bigint',
    last_id: 'text',
    tags: 'text[]',
    details: 'jsonb',
    changed_at: 'timestamptz',
  },
  key: ['account'],
  nullable: ['details'],
  indexes: ['(total desc)'],
  history: true,
  historyIndexes: ['(total, valid_to)'],
};

export interface LedgerOptions {
  readonly version?: number;
  /** Every amount is counted so many times: another logic for another version. */
  readonly factor?: number;
  /** Called with every event that is folded; may throw. */
  readonly onFold?: (event: RecordedEvent) => void;
}

function accounts({ factor = 1, onFold }: LedgerOptions): FoldOutput<AccountRow> {
  return {
    kind: 'fold',
    table: accountTable,
    keys: (event) => (event.type === 'Purged' ? [] : [[moveOf(event).account]]),
    apply(row, event) {
      onFold?.(event);
      if (event.type === 'Closed') return undefined;
      const { account, amount } = moveOf(event);
      if (amount === 0 && row) return row;
      return {
        account,
        total: (row?.total ?? 0) + amount * factor,
        moves: (row?.moves ?? 0) + 1,
        last_id: event.id,
        tags: [...(row?.tags ?? []), amount < 0 ? 'down "\\' : 'up, {}'].slice(-3),
        details: amount % 7 === 0 ? null : { amounts: [...(row?.details?.amounts ?? []), amount].slice(-2) },
        changed_at: new Date(event.meta.occurredAt),
      };
    },
  };
}

const entries: InsertOutput<EntryRow> = {
  kind: 'insert',
  table: {
    name: 'entries',
    columns: { position: 'text', account: 'text', amount: 'integer', at: 'timestamptz' },
    key: ['position'],
    immutable: true,
  },
  rows: (event) =>
    event.type === 'Moved' ? [{ position: event.position, ...moveOf(event), at: new Date(event.meta.occurredAt) }] : [],
  purges: (event) => (event.type === 'Purged' ? [{ column: 'at', before: new Date(event.meta.occurredAt) }] : []),
};

export function ledger(options: LedgerOptions = {}): Projection {
  return {
    name: 'ledger',
    version: options.version ?? 1,
    types: ['Moved', 'Closed', 'Purged'],
    outputs: [accounts(options), entries],
  };
}

const countByType: FoldOutput<{ readonly type: string; readonly count: number }> = {
  kind: 'fold',
  table: { name: 'census', columns: { type: 'text', count: 'integer' }, key: ['type'] },
  keys: (event) => [[event.type]],
  apply: (row, event) => ({ type: event.type, count: (row?.count ?? 0) + 1 }),
};

/** Counts the events of each type, of all types. */
export const census: Projection = { name: 'census', version: 1, types: 'all', outputs: [countByType] };
