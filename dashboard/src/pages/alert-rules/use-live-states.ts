import { type Loadable, mapLoadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { useAsOf } from '../../url/as-of';
import { type LiveStates, statesIn } from './rule-state';

/** Which rules have alerts just now. Of the past it is not known here: the page of alerts shows it. */
export function useLiveStates(): Loadable<LiveStates> {
  const asOf = useAsOf();
  const answer = useApi('/api/v1/rules', {}, { enabled: asOf === undefined });
  return mapLoadable(answer as Loadable<unknown>, statesIn);
}
