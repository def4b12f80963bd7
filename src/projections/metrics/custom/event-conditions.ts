import type { MetricOverEvents } from '../../../events/custom-metric.events.js';
import type { RecordedEvent } from '../../../kernel/event.js';

type Condition = MetricOverEvents['where'][number];

/** What an event has at a path such as `data.success`; undefined where it has nothing. */
export function valueAt(event: Pick<RecordedEvent, 'data'>, path: string): unknown {
  const [, ...steps] = path.split('.');
  let place: unknown = event.data;
  for (const step of steps) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, step)) return undefined;
    place = (place as Record<string, unknown>)[step];
  }
  return place;
}

/** Whether all hold. What is not there equals nothing, is unlike everything, and compares with nothing. */
export function holdAll(conditions: readonly Condition[], event: Pick<RecordedEvent, 'data'>): boolean {
  return conditions.every((condition) => holds(condition, valueAt(event, condition.path)));
}

function holds({ op, value }: Condition, found: unknown): boolean {
  switch (op) {
    case 'exists':
      return (found !== undefined && found !== null) === value;
    case '==':
      return found === value;
    case '!=':
      return found !== value;
    case 'in':
      return Array.isArray(value) && value.some((one) => one === found);
    default:
      return typeof found === 'number' && typeof value === 'number' && compares(op, found, value);
  }
}

function compares(op: '>' | '>=' | '<' | '<=', found: number, value: number): boolean {
  if (op === '>') return found > value;
  if (op === '>=') return found >= value;
  return op === '<' ? found < value : found <= value;
}
