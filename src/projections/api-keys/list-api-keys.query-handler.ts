import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { decodeCursor, type Paged, toPage } from '../../platform/http/paging.js';
import type { ApiKeyRow } from './api-keys.projector.js';
import { type ApiKeyView, ListApiKeys } from './list-api-keys.query.js';

@QueryHandler(ListApiKeys)
export class ListApiKeysHandler implements IQueryHandler<ListApiKeys> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ request }: ListApiKeys): Promise<Paged<ApiKeyView>> {
    const { status, role, cursor, limit } = request;
    const [afterTime, afterId] = cursor === undefined ? [null, null] : decodeCursor(cursor, 2);
    const filter = `($1::boolean is null or (revoked_at is not null) = $1) and ($2::text is null or role = $2)`;
    const chosen = [status === undefined ? null : status === 'revoked', role ?? null];
    const [count] = await this.dataSource.query<{ total: number }[]>(
      `select count(*)::integer as total from api_keys where ${filter}`,
      chosen,
    );
    // The cursor's time travels as milliseconds, which is what the column holds.
    const rows = await this.dataSource.query<ApiKeyRow[]>(
      `select * from api_keys where ${filter}
         and ($3::double precision is null or (created_at, id) < (to_timestamp($3::double precision / 1000), $4::text))
       order by created_at desc, id desc limit $5`,
      [...chosen, numberOrNull(afterTime), afterId === null ? null : String(afterId), limit + 1],
    );
    return toPage(rows, limit, count?.total ?? 0, (row) => [row.created_at.getTime(), row.id], present);
  }
}

const numberOrNull = (part: string | number | null | undefined) => (typeof part === 'number' ? part : null);

function present(row: ApiKeyRow): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    prefix: row.prefix,
    status: row.revoked_at === null ? 'active' : 'revoked',
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revokedBy: row.revoked_by,
  };
}
