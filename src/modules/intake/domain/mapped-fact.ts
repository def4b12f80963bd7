import type { JsonObject } from '../../../kernel/json.js';

/** A fact that a delivery stands for: `data` is what its fact kind takes. */
export interface MappedFact {
  readonly type: string;
  /** By the payload's word; undefined when it has none: then it is when the delivery came. */
  readonly occurredAt: string | undefined;
  readonly data: JsonObject;
}
