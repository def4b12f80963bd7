import type { ConfigurationEvent } from '../../events/configuration.events.js';
import { streams } from '../../events/streams.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { Json } from '../../kernel/json.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, Projection, TableSpec } from '../../platform/projections/projection.js';
import { configurationChanges } from './configuration-changes.projector.js';

/** One key that is set; a deleted key has no row, only its changes. */
export interface ConfigurationRow {
  readonly key: string;
  /** As recorded: without its secrets. Null is the value null. */
  readonly value: Json;
  /** JSON pointers to what was left out of the value. */
  readonly redacted: readonly string[];
  /** Last revision of the key's stream, which is what a writer's `If-Match` is compared with. */
  readonly revision: number;
  readonly reason: string | null;
  /** When it got this value, by the reporter's clock. */
  readonly updated_at: Date;
  readonly updated_by: string;
  readonly demo: boolean;
}

export const configurationTable: TableSpec<ConfigurationRow> = {
  name: 'configuration',
  columns: {
    key: 'text',
    value: 'jsonb',
    redacted: 'text[]',
    revision: 'bigint',
    reason: 'text',
    updated_at: 'timestamptz',
    updated_by: 'text',
    demo: 'boolean',
  },
  key: ['key'],
  nullable: ['value', 'reason'],
  indexes: ['(updated_at desc, key desc)'],
  history: true,
};

const ofAKey = streams.configuration('');

/** Every event of the key's stream moves its revision, also one that says nothing new. */
function keysOf(event: RecordedEvent): readonly (readonly string[])[] {
  return event.stream.startsWith(ofAKey) ? [[event.stream.slice(ofAKey.length)]] : [];
}

const configuration: FoldOutput<ConfigurationRow> = {
  kind: 'fold',
  table: configurationTable,
  keys: keysOf,
  apply(row, recorded, [key]) {
    const { type, data } = recorded as unknown as ConfigurationEvent;
    const revision = Number(recorded.revision);
    // A late change says what was, not what is.
    if (type !== 'ConfigurationChanged' || data.flags?.includes('late')) return row && { ...row, revision };
    if (data.to === undefined) return undefined;
    return {
      key: String(key),
      value: data.to as Json,
      redacted: data.redacted ?? [],
      revision,
      reason: data.reason ?? null,
      updated_at: occurredAtOf(recorded),
      updated_by: recorded.meta.actor.name,
      demo: recorded.meta.demo === true,
    };
  },
};

/** The fleet's configuration: what every key is set to, now and as it was known, and what it was before. */
export const configurationProjection: Projection = {
  name: 'configuration',
  version: 1,
  types: ['ConfigurationChanged', 'ReportRepeated'],
  outputs: [configuration, configurationChanges],
};
