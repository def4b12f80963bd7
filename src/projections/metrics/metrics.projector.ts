import type { Projection } from '../../platform/projections/projection.js';
import { changesOf, metricEventTypes } from './metric-changes.js';
import { familyByName } from './metric-families.js';
import { seriesFold } from './series-fold.js';

/** Domain series, folded by `recordedAt`: a restart, a replay or a second replica changes nothing. */
export const metricsProjection: Projection = {
  name: 'metrics',
  version: 8,
  types: metricEventTypes,
  outputs: [seriesFold({ table: 'metric_series', changesOf, familyOf: (name) => familyByName.get(name) })],
};
