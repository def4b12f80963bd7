import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import { holdsAt } from '../../rules/silence-windows.js';
import { ListSilences } from './list-silences.query.js';
import { presentSilence, type SilenceAnswer, timesOf } from './silence.response.js';
import { type SilenceRow, silencesTable } from './silences.projector.js';

@QueryHandler(ListSilences)
export class ListSilencesHandler implements IQueryHandler<ListSilences> {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ filter }: ListSilences): Promise<Paged<SilenceAnswer>> {
    const { asOf, state, ruleName } = filter;
    const at = asOf === undefined ? this.clock.now() : new Date(asOf);
    const conditions = new SqlConditions();
    const source = asOf === undefined ? 'silences' : asOfSource(silencesTable, conditions.bind(at));
    const named = ruleName && JSON.stringify([{ name: 'alertname', op: '=', value: ruleName }]);
    conditions
      .add(named, (p) => `matchers @> ${p}::jsonb`)
      .equals('created_by', filter.createdBy)
      .contains(['comment'], filter.text)
      .equals('demo', filter.demo);
    if (state) {
      const now = conditions.bind(at);
      const inWindow = conditions.bind(await this.recurringAt(at, asOf));
      const computed = `case when ends_at <= ${now} then 'ended' when starts_at > ${now} then 'scheduled'
        when recurrence is null or id = any(${inWindow}::text[]) then 'active' else 'scheduled' end`;
      conditions.equals(computed, state);
    }
    return keysetList(this.dataSource, {
      from: `${source} s`,
      conditions,
      sortBy: 'starts_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: (row: SilenceRow) => presentSilence(row, at.getTime()),
    });
  }

  /** Those in one of their windows then: a question of time zones, which the database is not asked. */
  private async recurringAt(at: Date, asOf: string | undefined): Promise<readonly string[]> {
    const source = asOf === undefined ? 'silences' : asOfSource(silencesTable, '$1');
    const rows: Pick<SilenceRow, 'id' | 'starts_at' | 'ends_at' | 'recurrence'>[] = await this.dataSource.query(
      `select id, starts_at, ends_at, recurrence from ${source} s
       where recurrence is not null and starts_at <= $1 and ends_at > $1`,
      [at],
    );
    return rows.filter((row) => holdsAt(timesOf(row), at.getTime())).map(({ id }) => id);
  }
}
