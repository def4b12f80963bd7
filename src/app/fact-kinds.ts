import { FactKinds } from '../modules/intake/fact-kinds.js';

/** Everything that reporters may send. */
export const factKinds = new FactKinds([]);
