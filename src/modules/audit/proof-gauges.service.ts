import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../../kernel/clock.js';
import { CLOCK, LOGGER, METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import type { Logger } from '../../platform/telemetry/logger.js';
import { RememberedReading } from '../../platform/telemetry/remembered-reading.js';
import { ShowAuditVerification } from './features/show-audit-verification/show-audit-verification.query.js';
import type { AuditVerificationAnswer } from './features/show-audit-verification/show-audit-verification.response.js';

const REMEMBERED_MS = 10_000;

const gauges: readonly {
  readonly name: string;
  readonly help: string;
  readonly value: (known: AuditVerificationAnswer & { readonly checkedAt: string }, now: number) => number;
}[] = [
  {
    name: 'orchestrate_audit_verified',
    help: 'Whether the last verification found the event log as it was sealed: 1, or 0 when somebody has changed it.',
    value: ({ firstMismatch }) => (firstMismatch === null ? 1 : 0),
  },
  {
    name: 'orchestrate_audit_verified_events',
    help: 'Events that the last verification found as they were sealed.',
    value: ({ firstMismatch, checkedSize }) => firstMismatch?.intact ?? checkedSize ?? 0,
  },
  {
    name: 'orchestrate_audit_verification_age_seconds',
    help: 'Time since the last verification of the event log ended.',
    value: ({ checkedAt }, now) => Math.max(0, now - Date.parse(checkedAt)) / 1_000,
  },
];

/** What the last verification came to, as gauges; without one there is no sample. Every replica shows the same. */
@Injectable()
export class ProofGauges {
  constructor(
    @Inject(METRICS_REGISTRY) registry: Registry,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
    queries: QueryBus,
  ) {
    const state = new RememberedReading({ of: 'audit verification', ms: REMEMBERED_MS }, clock, logger, () =>
      queries.execute(new ShowAuditVerification(undefined)),
    );
    for (const { name, help, value } of gauges) {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          const known = await state.current();
          if (known?.checkedAt) this.set(value({ ...known, checkedAt: known.checkedAt }, clock.now().getTime()));
          else this.remove();
        },
      });
    }
  }
}
