import { deliveryFactKinds } from '../modules/delivery/index.js';
import { fleetFactKinds } from '../modules/fleet/index.js';
import { FactKinds } from '../modules/intake/fact-kinds.js';

/** Everything that reporters may send. */
export const factKinds = new FactKinds([...fleetFactKinds, ...deliveryFactKinds]);
