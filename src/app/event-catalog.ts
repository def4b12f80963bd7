import { definitionOf, upcast } from '../events/catalog.js';
import { conformsTo } from '../events/quick-reading.js';
import type { JsonObject } from '../kernel/json.js';
import type { EventCatalog } from '../platform/commands/event-factory.js';

/** The catalogue in the shape that the machinery asks for. */
export const eventCatalog: EventCatalog = {
  versionOf: (type) => defined(type).version,
  check(type: string, data: JsonObject): void {
    const schema = defined(type).data;
    if (conformsTo(schema, data)) return;
    const [issue] = schema.safeParse(data).error?.issues ?? [];
    throw new Error(`event ${type}: ${issue?.path.join('.')}: ${issue?.message}`);
  },
  upcast,
};

function defined(type: string) {
  const definition = definitionOf(type);
  if (!definition) throw new Error(`event type ${type} is not in the catalogue`);
  return definition;
}
