import type { HealthPart } from '../platform/runtime/health-part.js';
import type { Runtime } from './runtime.js';

/** Behind by more than this, a projection is worth a look; it goes on serving what it has. */
const LAG_WORTH_A_LOOK_S = 30;

/** What `/readyz` asks after. */
export function healthParts({ dataSource, log, engine, queues }: Runtime): readonly HealthPart[] {
  return [
    {
      name: 'database',
      async check() {
        await dataSource.query('select 1');
        return { status: 'up' };
      },
    },
    { name: 'event-log', check: () => log.health() },
    {
      name: 'queues',
      async check() {
        await queues.ping();
        return { status: 'up' };
      },
    },
    {
      name: 'projections',
      async check() {
        const statuses = await engine.statuses();
        const late = statuses.filter(({ behindSeconds }) => (behindSeconds ?? 0) > LAG_WORTH_A_LOOK_S);
        const poisoned = statuses.filter(({ deadLetters }) => deadLetters > 0);
        const reasons = [
          ...late.map(({ name, behindSeconds }) => `${name} is ${Math.round(behindSeconds ?? 0)} s behind`),
          ...poisoned.map(({ name, deadLetters }) => `${name} has ${deadLetters} events set aside`),
        ];
        return reasons.length > 0 ? { status: 'degraded', reason: reasons.join('; ') } : { status: 'up' };
      },
    },
  ];
}
