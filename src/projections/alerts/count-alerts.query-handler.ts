import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { CountAlerts } from './count-alerts.query.js';

@QueryHandler(CountAlerts)
export class CountAlertsHandler implements IQueryHandler<CountAlerts> {
  constructor(private readonly dataSource: DataSource) {}

  async execute(): Promise<{ readonly pending: number; readonly firing: number }> {
    const [row]: { pending: string; firing: string }[] = await this.dataSource.query(
      `select count(*) filter (where state = 'pending') as pending, count(*) filter (where state = 'firing') as firing
       from alerts where state in ('pending', 'firing')`,
    );
    return { pending: Number(row?.pending ?? 0), firing: Number(row?.firing ?? 0) };
  }
}
