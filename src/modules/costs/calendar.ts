import { DateTime, IANAZone } from 'luxon';
import { DomainError } from '../../kernel/domain-error.js';

export const calendarPeriods = ['daily', 'weekly', 'monthly'] as const;
export type CalendarPeriod = (typeof calendarPeriods)[number];

/** What a report can be cut into; budgets and gauges have no hours. */
export const reportPeriods = ['hourly', ...calendarPeriods] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

/** `to` is exclusive. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

const units = { daily: 'day', weekly: 'week', monthly: 'month' } as const;

const HOUR_MS = 3_600_000;

/**
 * Hours, days, weeks (from Monday) and months as a time zone has them. An hour begins where its clocks say so: the hour
 * that comes twice when they go back is two hours, and one that is skipped is none.
 */
export class Calendar {
  constructor(
    readonly timeZone: string,
    field = 'tz',
  ) {
    if (IANAZone.isValidZone(timeZone)) return;
    const message = `must be an IANA time zone such as Europe/Berlin or UTC; there is none named ${timeZone}`;
    throw new DomainError('TIME_ZONE_UNKNOWN', `${field} ${message}`, {
      fault: 'invalid',
      fields: [{ field, message }],
    });
  }

  periodAround(kind: ReportPeriod, instant: Date): TimeRange {
    if (kind === 'hourly') return this.hourAround(instant);
    const start = this.at(instant).startOf(units[kind]);
    return rangeOf(start, start.plus({ [units[kind]]: 1 }));
  }

  /** So many whole periods, the last of them around the instant. */
  lastPeriods(kind: ReportPeriod, count: number, instant: Date): TimeRange {
    if (kind === 'hourly') {
      const { from, to } = this.hourAround(instant);
      let first = from;
      for (let left = count - 1; left > 0; left--) first = this.hourAround(new Date(first.getTime() - 1)).from;
      return { from: first, to };
    }
    const start = this.at(instant).startOf(units[kind]);
    return rangeOf(start.minus({ [units[kind]]: count - 1 }), start.plus({ [units[kind]]: 1 }));
  }

  /** `2024-01`. */
  month(text: string): TimeRange {
    const start = DateTime.fromFormat(text, 'yyyy-MM', { zone: this.timeZone });
    return rangeOf(start, start.plus({ month: 1 }));
  }

  /** Where the periods begin that a range touches; the first begins with the range. */
  starts(kind: ReportPeriod, { from, to }: TimeRange): readonly Date[] {
    const starts: Date[] = [];
    if (kind === 'hourly') {
      for (let start = from; start < to; start = this.nextHour(start)) starts.push(start);
      return starts;
    }
    const first = this.at(from).startOf(units[kind]);
    for (let index = 0; ; index++) {
      const start = first.plus({ [units[kind]]: index }).toJSDate();
      if (start >= to) return starts;
      starts.push(start < from ? from : start);
    }
  }

  startOfDay(instant: Date): Date {
    return this.at(instant).startOf('day').toJSDate();
  }

  /** `2024-01-31`. */
  date(instant: Date): string {
    return this.at(instant).toFormat('yyyy-MM-dd');
  }

  plusDays(instant: Date, days: number): Date {
    return this.at(instant).plus({ days }).toJSDate();
  }

  /** Whole days from one midnight to another. */
  daysBetween(from: Date, to: Date): number {
    return Math.round(this.at(to).diff(this.at(from), 'days').days);
  }

  weekday(instant: Date): number {
    return this.at(instant).weekday % 7;
  }

  private hourAround(instant: Date): TimeRange {
    let from = new Date(instant.getTime() - this.intoHour(instant));
    let to = this.nextHour(from);
    // Clocks that change by half an hour begin an hour in the middle of another.
    while (to <= instant) [from, to] = [to, this.nextHour(to)];
    return { from, to };
  }

  private nextHour(instant: Date): Date {
    return new Date(instant.getTime() + HOUR_MS - this.intoHour(instant));
  }

  /** Milliseconds since the clocks of the zone showed a whole hour. */
  private intoHour(instant: Date): number {
    const { minute, second, millisecond } = this.at(instant);
    return (minute * 60 + second) * 1_000 + millisecond;
  }

  private at(instant: Date): DateTime {
    return DateTime.fromJSDate(instant, { zone: this.timeZone });
  }
}

function rangeOf(from: DateTime, to: DateTime): TimeRange {
  return { from: from.toJSDate(), to: to.toJSDate() };
}

export function earlierOf(one: Date, other: Date): Date {
  return one < other ? one : other;
}

const QUARTER_MS = 15 * 60_000;

/** What of a range was over by an instant, in whole quarters of an hour; empty where it had not begun. */
export function overBy({ from, to }: TimeRange, instant: Date): TimeRange {
  const end = Math.floor(instant.getTime() / QUARTER_MS) * QUARTER_MS;
  return { from, to: new Date(Math.max(from.getTime(), Math.min(to.getTime(), end))) };
}

/** The whole quarters of an hour that a range touches: usage is kept by them. */
export function wholeQuarters({ from, to }: TimeRange): TimeRange {
  return {
    from: new Date(Math.floor(from.getTime() / QUARTER_MS) * QUARTER_MS),
    to: new Date(Math.ceil(to.getTime() / QUARTER_MS) * QUARTER_MS),
  };
}
