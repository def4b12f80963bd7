import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Period } from '../../platform/http/analytics-period.js';
import { type AgentOutcomesRow, Measured, type MeasuredPeriod, type MeasuredRow } from './business-figures.mapper.js';
import { agentOutcomeCounts, measuredSteps } from './delivery-measures.sql.js';

/** What is taken for production unless somebody says otherwise. */
export const usualEnvironments: readonly string[] = ['production', 'prod', 'live'];

interface DeliverySelection {
  readonly environment?: readonly string[] | undefined;
  readonly repository?: readonly string[] | undefined;
  readonly demo?: boolean | undefined;
}

interface DeliveryMeasured {
  readonly current: MeasuredPeriod;
  readonly previous: MeasuredPeriod;
  /** For each of the starts. */
  readonly steps: readonly Measured[];
}

/** Reckons all measures of a period, of its steps, and of the time from `previousFrom` to it, from the rows themselves. */
@Injectable()
export class DeliveryMeasures {
  constructor(private readonly dataSource: DataSource) {}

  async of(
    { from, to }: Period,
    previousFrom: Date,
    starts: readonly Date[],
    { environment, repository, demo }: DeliverySelection = {},
  ): Promise<DeliveryMeasured> {
    const [rows, agents] = await Promise.all([
      this.dataSource.query<MeasuredRow[]>(measuredSteps, [
        previousFrom.toISOString(),
        to.toISOString(),
        (environment ?? usualEnvironments).map((name) => name.toLowerCase()),
        environment !== undefined,
        repository ?? null,
        demo ?? null,
        starts.map((start) => start.toISOString()),
      ]),
      this.dataSource.query<AgentOutcomesRow[]>(agentOutcomeCounts, [
        previousFrom.toISOString(),
        to.toISOString(),
        from.toISOString(),
        demo ?? null,
      ]),
    ]);
    const whole = (isCurrent: boolean): MeasuredPeriod => ({
      measured: new Measured(rows.filter((row) => row.is_current === isCurrent)),
      agents: agents.filter((row) => row.is_current === isCurrent),
    });
    const bySteps: MeasuredRow[][] = starts.map(() => []);
    for (const row of rows) if (row.step !== null && row.step > 0) bySteps[row.step - 1]!.push(row);
    return { current: whole(true), previous: whole(false), steps: bySteps.map((step) => new Measured(step)) };
  }
}
