import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import { presentAlert, presentStep } from './alert.response.js';
import { type AlertRow, alertsTable } from './alert.row.js';
import type { AlertStepRow } from './alert-step.row.js';
import { type AlertWithHistory, ShowAlert } from './show-alert.query.js';
import { silencesAt } from './silenced-alerts.js';

@QueryHandler(ShowAlert)
export class ShowAlertHandler implements IQueryHandler<ShowAlert> {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ id, asOf }: ShowAlert): Promise<AlertWithHistory> {
    const source = asOf === undefined ? 'alerts' : asOfSource(alertsTable, '$2');
    const given = asOf === undefined ? [id] : [id, asOf];
    const [row]: AlertRow[] = await this.dataSource.query(`select * from ${source} a where id = $1`, given);
    if (!row) {
      const when = asOf === undefined ? '' : ` as of ${asOf}`;
      throw new DomainError('ALERT_UNKNOWN', `there is no alert ${id}${when}`, { fault: 'not_found' });
    }
    const steps: AlertStepRow[] = await this.dataSource.query(
      `select * from alert_steps where alert_id = $1 ${asOf === undefined ? '' : 'and at <= $2'} order by position, event_id`,
      given,
    );
    const at = asOf === undefined ? this.clock.now() : new Date(asOf);
    const covering = await silencesAt(this.dataSource, at, asOf !== undefined);
    return { ...presentAlert(row, covering(row)), history: steps.map(presentStep) };
  }
}
