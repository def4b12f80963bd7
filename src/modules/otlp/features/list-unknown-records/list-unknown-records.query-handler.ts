import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../../../platform/postgres/keyset-list.js';
import { ListUnknownRecords, type UnknownRecords } from './list-unknown-records.query.js';

interface Row {
  readonly signal: UnknownRecords['signal'];
  readonly source: string;
  readonly name: string;
  readonly records: string;
  readonly first_received_at: Date;
  readonly last_received_at: Date;
  readonly sample: unknown;
}

const grouped = `(
  select signal, source, name, signal || ' ' || source || ' ' || name as id, count(*) as records,
         min(received_at) as first_received_at, max(received_at) as last_received_at
    from otlp.unknown_records group by signal, source, name)`;

const sample = `(
  select r.record from otlp.unknown_records r
   where r.signal = u.signal and r.source = u.source and r.name = u.name
   order by r.received_at desc, r.digest limit 1)`;

@QueryHandler(ListUnknownRecords)
export class ListUnknownRecordsHandler implements IQueryHandler<ListUnknownRecords> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListUnknownRecords): Promise<Paged<UnknownRecords>> {
    return keysetList(this.dataSource, {
      from: `${grouped} u`,
      columns: `u.*, ${sample} as sample`,
      conditions: new SqlConditions()
        .equals('signal', filter.signal)
        .equals('source', filter.source)
        .equals('name', filter.name),
      sortBy: 'last_received_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present,
    });
  }
}

function present(row: Row): UnknownRecords {
  return {
    signal: row.signal,
    source: row.source,
    name: row.name,
    records: Number(row.records),
    firstReceivedAt: row.first_received_at.toISOString(),
    lastReceivedAt: row.last_received_at.toISOString(),
    sample: row.sample,
  };
}
