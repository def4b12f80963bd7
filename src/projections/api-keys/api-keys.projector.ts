import type { EventOf } from '../../events/event-definition.js';
import type { apiKeyCreated, apiKeyRevoked } from '../../events/api-key.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { Projection, TableSpec } from '../../platform/projections/projection.js';

/** One API key, as people administer it. Its hash stays in the log: no reader of this table needs it. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly prefix: string;
  readonly created_at: Date;
  readonly created_by: string;
  readonly revoked_at: Date | null;
  readonly revoked_by: string | null;
}

const table: TableSpec<ApiKeyRow> = {
  name: 'api_keys',
  columns: {
    id: 'text',
    name: 'text',
    role: 'text',
    prefix: 'text',
    created_at: 'timestamptz',
    created_by: 'text',
    revoked_at: 'timestamptz',
    revoked_by: 'text',
  },
  key: ['id'],
  nullable: ['revoked_at', 'revoked_by'],
  indexes: ['(created_at desc, id desc)'],
};

export function applyToApiKey(row: ApiKeyRow | undefined, event: RecordedEvent): ApiKeyRow | undefined {
  const at = new Date(event.meta.occurredAt);
  const by = event.meta.actor.name;
  switch (event.type) {
    case 'ApiKeyCreated': {
      const { keyId, name, role, prefix } = event.data as unknown as EventOf<typeof apiKeyCreated>['data'];
      return { id: keyId, name, role, prefix, created_at: at, created_by: by, revoked_at: null, revoked_by: null };
    }
    case 'ApiKeyRevoked':
      return row && row.revoked_at === null ? { ...row, revoked_at: at, revoked_by: by } : row;
    default:
      return row;
  }
}

export const apiKeysProjection: Projection = {
  name: 'api-keys',
  version: 1,
  types: ['ApiKeyCreated', 'ApiKeyRevoked'],
  outputs: [
    {
      kind: 'fold',
      table,
      keys: (event) => [[(event.data as unknown as EventOf<typeof apiKeyRevoked>['data']).keyId]],
      apply: applyToApiKey,
    },
  ],
};
