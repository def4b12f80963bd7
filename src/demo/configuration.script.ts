import type { JsonObject } from '../kernel/json.js';
import type { Chance } from './chance.js';
import { HOUR, MINUTE, pause, report, type Script } from './script.js';
import type { Fleet } from './subjects.js';

interface Setting {
  readonly key: string;
  /** Changes on every so-manieth day, so that a value always differs from the one before it, wherever one begins. */
  readonly everyDays: number;
  readonly values: readonly (number | string | JsonObject)[];
  readonly reason: string;
}

const settings: readonly Setting[] = [
  { key: 'agents.max_concurrent', everyDays: 2, values: [8, 12, 10, 16], reason: 'fits the work of the week' },
  { key: 'models.default', everyDays: 5, values: ['claude-sonnet-4-5', 'gpt-5-codex'], reason: 'trial of a model' },
  {
    key: 'budget.daily',
    everyDays: 3,
    values: [
      { usd: '40.00', warnAt: 0.8 },
      { usd: '55.00', warnAt: 0.8 },
      { usd: '55.00', warnAt: 0.9 },
    ],
    reason: 'after a look at the costs',
  },
];

/** The changes that people make to the fleet's configuration on one day, counted from 1970. */
export function* configurationScript(fleet: Fleet, day: number, chance: Chance): Script {
  const keyOf = (key: string) => `${fleet.name}.${key}`;
  yield pause(chance.int(8 * HOUR, 11 * HOUR));
  for (const { key, everyDays, values, reason } of settings) {
    if (day % everyDays !== 0) continue;
    const value = values[(day / everyDays) % values.length];
    yield report('ConfigurationChanged', { key: keyOf(key), value, reason });
    yield pause(chance.about(5 * MINUTE));
  }
  if (chance.yes(0.4)) {
    const key = keyOf('flags.parallel_reviews');
    yield report('ConfigurationChanged', {
      key,
      value: { status: 'enabled', rolloutPercentage: 25 },
      reason: 'experiment',
    });
    yield pause(chance.int(2 * HOUR, 6 * HOUR));
    yield report('ConfigurationChanged', { key, deleted: true, reason: 'experiment is over' });
  }
}
