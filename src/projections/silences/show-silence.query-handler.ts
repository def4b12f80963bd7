import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import { ShowSilence } from './show-silence.query.js';
import { presentSilence, type SilenceAnswer } from './silence.response.js';
import { type SilenceRow, silencesTable } from './silences.projector.js';

@QueryHandler(ShowSilence)
export class ShowSilenceHandler implements IQueryHandler<ShowSilence> {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ id, asOf }: ShowSilence): Promise<SilenceAnswer> {
    const source = asOf === undefined ? 'silences' : asOfSource(silencesTable, '$2');
    const [row]: SilenceRow[] = await this.dataSource.query(
      `select * from ${source} s where id = $1`,
      asOf === undefined ? [id] : [id, asOf],
    );
    if (row) return presentSilence(row, asOf === undefined ? this.clock.now().getTime() : Date.parse(asOf));
    const when = asOf === undefined ? '' : ` as of ${asOf}`;
    throw new DomainError('SILENCE_UNKNOWN', `there is no silence ${id}${when}`, { fault: 'not_found' });
  }
}
