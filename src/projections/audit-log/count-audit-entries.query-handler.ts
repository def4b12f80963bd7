import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { CountAuditEntries } from './count-audit-entries.query.js';

@QueryHandler(CountAuditEntries)
export class CountAuditEntriesHandler implements IQueryHandler<CountAuditEntries> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ of }: CountAuditEntries) {
    const rows: { count: string }[] = await this.dataSource.query(
      `select (select count(*) from audit_log a where a.family = o.family and a.recorded_at < o.before)
       from unnest($1::text[], $2::timestamptz[]) with ordinality o (family, before, place) order by o.place`,
      [of.map(({ family }) => family), of.map(({ before }) => before)],
    );
    return of.map((old, place) => ({ ...old, count: Number(rows[place]?.count) }));
  }
}
