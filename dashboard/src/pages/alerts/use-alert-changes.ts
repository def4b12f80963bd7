import { useApiMutation } from '../../api/use-api-mutation';
import { useAction } from '../../components/use-action';
import type { Alert } from './alert-types';

type Some = readonly Pick<Alert, 'id' | 'ruleName'>[];

/** Takes alerts, one after the other; throws what the first one that is refused says. */
export function useAcknowledge(): (alerts: Some, given: { note?: string; duration?: string }) => Promise<void> {
  const { send } = useApiMutation('post', '/api/alerts/{id}/acknowledge');
  return async (alerts, body) => {
    for (const { id } of alerts) await send({ path: { id }, body });
  };
}

/** Gives alerts back that somebody has taken, and tells how it went. */
export function useGiveBack(): (alerts: Some) => Promise<boolean> {
  const { send } = useApiMutation('delete', '/api/alerts/{id}/acknowledge');
  const act = useAction();
  return (alerts) =>
    act(
      async () => {
        for (const { id } of alerts) await send({ path: { id } });
      },
      alerts.length === 1 ? `${alerts[0]!.ruleName} given back` : `${alerts.length} alerts given back`,
    );
}
