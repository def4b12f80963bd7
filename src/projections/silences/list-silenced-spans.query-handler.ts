import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { matcherOf } from '../../rules/silence-matching.js';
import { spansWithin } from '../../rules/silence-windows.js';
import { ListSilencedSpans, type SilencedSpan } from './list-silenced-spans.query.js';
import { timesOf } from './silence.response.js';
import type { SilenceRow } from './silences.projector.js';

/** Of one silence: one that comes back every day would fill the history of an alert. */
const MOST_SPANS = 20;
const MOST_SILENCES = 500;

@QueryHandler(ListSilencedSpans)
export class ListSilencedSpansHandler implements IQueryHandler<ListSilencedSpans> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ labels, from, to }: ListSilencedSpans): Promise<readonly SilencedSpan[]> {
    const rows: SilenceRow[] = await this.dataSource.query(
      `select * from silences where starts_at < $2 and ends_at > $1 order by starts_at desc, id desc limit ${MOST_SILENCES}`,
      [from, to],
    );
    return rows
      .filter(({ matchers }) => matcherOf(matchers)(labels))
      .flatMap((row) => {
        // What somebody has made the start of it, before it was made it held nothing back.
        const begin = Math.max(from.getTime(), row.created_at.getTime());
        return spansWithin(timesOf(row), begin, to.getTime(), MOST_SPANS).map((span) => ({
          silenceId: row.id,
          from: new Date(span.from),
          to: new Date(span.to),
          comment: row.comment,
          createdBy: row.created_by,
          endedBy: row.ended_by,
        }));
      });
  }
}
