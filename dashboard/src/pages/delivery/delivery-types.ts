import type { ApiAnswer } from '../../api/api-types';

export type Delivery = ApiAnswer<'get', '/api/analytics/business'>;
/** One of the two periods that are answered. */
export type Period = Pick<Delivery['current'], 'pullRequests' | 'stories' | 'dora' | 'incidents'>;
export type Definition = keyof Delivery['definitions'];
