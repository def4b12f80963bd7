import { Button, Group } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiMutation } from '../../../api/use-api-mutation';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { useAction } from '../../../components/use-action';
import type { Recommendation } from './recommendation-card';

type Decision = 'accept' | 'dismiss' | 'reopen';

export interface DecisionButtonsProps {
  readonly id: string;
  readonly title: string;
  readonly status: Recommendation['status'];
  readonly days: number;
}

/** To take it, to leave it, or to have it open again. */
export function DecisionButtons({ id, title, status, days }: DecisionButtonsProps) {
  const [asking, setAsking] = useState<'accept' | 'dismiss'>();
  const decide = useApiMutation('post', '/api/cost/recommendations/{id}/decision');
  const act = useAction();
  const send = (decision: Decision, reason?: string) =>
    decide.send({ path: { id }, body: { decision, days, ...(reason === undefined ? {} : { reason }) } });
  return (
    <>
      <Group gap={4}>
        {status === 'open' ? (
          <>
            <Button leftSection={<IconX size={14} aria-hidden />} onClick={() => setAsking('dismiss')}>
              Dismiss
            </Button>
            <Button leftSection={<IconCheck size={14} aria-hidden />} onClick={() => setAsking('accept')}>
              Accept
            </Button>
          </>
        ) : (
          <Button
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            loading={decide.sending}
            onClick={() => void act(() => send('reopen'), 'It is open again')}
          >
            Open again
          </Button>
        )}
      </Group>
      <ConfirmDialog
        opened={asking === 'accept'}
        onClose={() => setAsking(undefined)}
        title={`Accept: ${title}`}
        confirm="Accept"
        reason="optional"
        onConfirm={(reason) => send('accept', reason)}
      >
        It is recorded with the numbers shown, and leaves the open ones. Nothing is changed by itself: somebody has to
        do what it says.
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'dismiss'}
        onClose={() => setAsking(undefined)}
        title={`Dismiss: ${title}`}
        confirm="Dismiss"
        reason="optional"
        onConfirm={(reason) => send('dismiss', reason)}
      >
        It stays away until the expected saving is one and a half times what it is now.
      </ConfirmDialog>
    </>
  );
}
