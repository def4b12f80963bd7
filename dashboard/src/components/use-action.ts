import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { explainError } from '../api/problem-words';

/**
 * Runs a change and tells how it went, for buttons without a form of their own:
 *
 *     const act = useAction();
 *     <Button onClick={() => act(() => enable.send({ path: { idOrName } }), 'Rule enabled')}>Enable</Button>
 */
export function useAction(): (run: () => Promise<unknown>, done: string) => Promise<boolean> {
  return useCallback(async (run, done) => {
    try {
      await run();
      notifications.show({ message: done, color: 'green', autoClose: 4_000 });
      return true;
    } catch (error) {
      notifications.show({
        title: 'This was refused',
        message: explainError(error as Error),
        color: 'red',
        autoClose: 10_000,
      });
      return false;
    }
  }, []);
}
