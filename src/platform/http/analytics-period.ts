import { z } from 'zod';
import { DomainError } from '../../kernel/domain-error.js';
import { parseDuration } from '../../kernel/duration-text.js';
import { filterInstant } from './filter-query.js';

const LONGEST_MS = 10 * 366 * 86_400_000;

const spanOfTime = z
  .string()
  .max(40)
  .refine((text) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms > 0 && ms <= LONGEST_MS;
  }, 'must be a span of time above 0 and up to 10 years, such as 24h, 7d or 4w');

/** `?period=7d`, which ends now, or `?from=` and `?to=`. */
export const analyticsPeriodQuery = {
  period: spanOfTime.optional().describe('A span of time that ends now, as in 24h, 7d, 4w; not with `from` and `to`.'),
  from: filterInstant.optional().describe('Not before this instant.'),
  to: filterInstant.optional().describe('Before this instant; now, unless given.'),
};

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

interface AskedPeriod {
  readonly period?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The instants that are asked for; without any, the usual span that ends now. Throws PERIOD_INVALID. */
export function readPeriod(asked: AskedPeriod, now: Date, usual: string): Period {
  const { period, from, to } = asked;
  if (period !== undefined && (from !== undefined || to !== undefined)) {
    throw invalid('period', 'is given together with from or to: give one or the other');
  }
  const end = to === undefined ? now : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - (parseDuration(period ?? usual) ?? 0)) : new Date(from);
  if (start >= end) {
    const shown = to === undefined ? `${end.toISOString()} (now)` : end.toISOString();
    throw invalid('from', `must be before to: ${start.toISOString()} is not before ${shown}`);
  }
  if (end.getUTCFullYear() > 9_998) throw invalid('to', 'is too late: the last year that is analysed is 9998');
  if (start.getUTCFullYear() < 1) throw invalid('to', 'is too early for a period that ends with it');
  if (end.getTime() - start.getTime() > LONGEST_MS) throw invalid('from', 'must be at most 10 years before to');
  return { from: start, to: end };
}

function invalid(field: string, message: string): DomainError {
  return new DomainError('PERIOD_INVALID', `${field}: ${message}`, { fault: 'invalid', fields: [{ field, message }] });
}
