import { useSession } from '../../api/session';
import { useApiMutation } from '../../api/use-api-mutation';
import { useAction } from '../../components/use-action';
import { useAsOf } from '../../url/as-of';
import type { Rule } from './rule-state';

type Some = Pick<Rule, 'id' | 'name'>;

/** Whether rules can be changed just now: by whom it is allowed to, and not in the past. */
export function useMayChange(): boolean {
  const { can } = useSession();
  return useAsOf() === undefined && can('operate');
}

/** Enables or disables a rule and tells how it went. */
export function useSwitchRule(): { switchRule: (rule: Some, on: boolean) => Promise<boolean>; switching: boolean } {
  const enable = useApiMutation('post', '/api/alerts/rules/{idOrName}/enable');
  const disable = useApiMutation('post', '/api/alerts/rules/{idOrName}/disable');
  const act = useAction();
  return {
    switchRule: ({ id, name }, on) =>
      act(
        () => (on ? enable : disable).send({ path: { idOrName: id } }),
        on ? `${name} is evaluated from now on` : `${name} is disabled; its open alerts end`,
      ),
    switching: enable.sending || disable.sending,
  };
}
