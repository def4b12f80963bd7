import { deliveryFactKinds } from '../modules/delivery/index.js';
import { fleetFactKinds } from '../modules/fleet/index.js';
import { FactKinds } from '../modules/intake/fact-kinds.js';
import { otlpFactKinds } from '../modules/otlp/index.js';

/** Everything that reporters may send. */
export const factKinds = new FactKinds([...fleetFactKinds, ...deliveryFactKinds, ...otlpFactKinds]);
