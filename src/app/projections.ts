import type { Projection } from '../platform/projections/projection.js';

/** Every projection of the log, in the order in which a page is applied. */
export const projections: readonly Projection[] = [];
