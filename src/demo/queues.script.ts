import { Chance } from './chance.js';
import { workload } from './workload.js';
import { MINUTE, pause, report, type Script } from './script.js';
import type { Fleet } from './subjects.js';

const EVERY = 5 * MINUTE;

const queues = [
  { queue: 'webhook_events', typical: 9 },
  { queue: 'pr_queue', typical: 4 },
] as const;

/** Depths of the fleet's queues over one hour; now and then a queue is not drained for a while. */
export function* queuesScript(fleet: Fleet, hour: number): Script {
  const chance = Chance.of(fleet.name, 'queues', hour);
  const blocked = chance.yes(0.02) ? chance.pick(queues).queue : undefined;
  for (let minute = 0; minute < 60; minute += EVERY / MINUTE) {
    for (const { queue, typical } of queues) {
      const usual = Math.floor(chance.about(typical, 0.8) * workload(hour));
      const depth = queue === blocked ? usual + minute * 3 : usual;
      yield report('QueueDepthObserved', { queue, depth });
    }
    yield pause(EVERY);
  }
}
