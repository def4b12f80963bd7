import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { readStatusHistory } from '../../platform/projections/status-history.js';
import { ShowIncident } from './show-incident.query.js';
import { presentIncident, type IncidentDetail } from './incident.response.js';
import type { IncidentRow } from './incidents.projector.js';

@QueryHandler(ShowIncident)
export class ShowIncidentHandler implements IQueryHandler<ShowIncident> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowIncident): Promise<IncidentDetail> {
    const [row]: IncidentRow[] = await this.dataSource.query('select * from incidents where id = $1', [id]);
    if (!row) throw new DomainError('INCIDENT_UNKNOWN', `there is no incident ${id}`, { fault: 'not_found' });
    return { ...presentIncident(row), statusHistory: await readStatusHistory(this.dataSource, 'incident_steps', id) };
  }
}
