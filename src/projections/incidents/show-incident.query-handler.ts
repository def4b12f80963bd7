import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { ShowIncident } from './show-incident.query.js';
import type { IncidentStepRow } from './incident-steps.projector.js';
import { presentIncident, presentStep, type IncidentDetail } from './incident.response.js';
import type { IncidentRow } from './incidents.projector.js';

const MAX_STEPS = 500;

@QueryHandler(ShowIncident)
export class ShowIncidentHandler implements IQueryHandler<ShowIncident> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowIncident): Promise<IncidentDetail> {
    const [row]: IncidentRow[] = await this.dataSource.query('select * from incidents where id = $1', [id]);
    if (!row) throw new DomainError('INCIDENT_UNKNOWN', `there is no incident ${id}`, { fault: 'not_found' });
    const steps: IncidentStepRow[] = await this.dataSource.query(
      `select * from incident_steps where incident_id = $1 order by occurred_at desc, position desc limit ${MAX_STEPS}`,
      [id],
    );
    return { ...presentIncident(row), statusHistory: steps.reverse().map(presentStep) };
  }
}
