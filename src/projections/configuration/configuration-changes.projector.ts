import type { ConfigurationEvent } from '../../events/configuration.events.js';
import type { Json } from '../../kernel/json.js';
import { present } from '../../kernel/present.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { InsertOutput, TableSpec } from '../../platform/projections/projection.js';

/** What a key was and became. Absent is not null, which is a value like any other. */
export interface ChangedValue {
  /** Absent when it did not exist, or when it is not known, as with a late change. */
  readonly from?: Json;
  /** Absent when it was deleted. */
  readonly to?: Json;
}

/** One recorded change of a configuration key, whether it was in time or late. */
export interface ConfigurationChangeRow {
  readonly key: string;
  readonly position: string;
  readonly revision: number;
  readonly change: ConfigurationEvent['data']['change'];
  readonly changed_value: ChangedValue;
  readonly redacted: readonly string[];
  readonly reason: string | null;
  readonly changed_by: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly flags: readonly string[];
  readonly demo: boolean;
}

const configurationChangesTable: TableSpec<ConfigurationChangeRow> = {
  name: 'configuration_changes',
  columns: {
    key: 'text',
    position: 'text',
    revision: 'bigint',
    change: 'text',
    changed_value: 'jsonb',
    redacted: 'text[]',
    reason: 'text',
    changed_by: 'text',
    occurred_at: 'timestamptz',
    recorded_at: 'timestamptz',
    flags: 'text[]',
    demo: 'boolean',
  },
  key: ['key', 'position'],
  nullable: ['reason'],
  indexes: ['(key, occurred_at desc, position desc)'],
};

/** The history of every key, which outlives the key. */
export const configurationChanges: InsertOutput<ConfigurationChangeRow> = {
  kind: 'insert',
  table: configurationChangesTable,
  rows(recorded) {
    if (recorded.type !== 'ConfigurationChanged') return [];
    const { data } = recorded as unknown as ConfigurationEvent;
    return [
      {
        key: data.key,
        position: recorded.position,
        revision: Number(recorded.revision),
        change: data.change,
        changed_value: present({ from: data.from, to: data.to }) as ChangedValue,
        redacted: data.redacted ?? [],
        reason: data.reason ?? null,
        changed_by: recorded.meta.actor.name,
        occurred_at: occurredAtOf(recorded),
        recorded_at: recorded.recordedAt,
        flags: data.flags ?? [],
        demo: recorded.meta.demo === true,
      },
    ];
  },
};
