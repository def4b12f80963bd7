import type { ApiAnswer, ApiItem } from '../../api/api-types';

export type Analysis = ApiAnswer<'get', '/api/analytics/agents'>;
/** The runs of one type, model or epic. */
export type Group = ApiItem<'/api/analytics/agents'>;

/** What is shown instead of a key that nobody told. */
export const nameOf = (key: string | null) => key ?? 'not known';
