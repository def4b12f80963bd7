import { useState } from 'react';
import { ApiProblem } from '../../api/api-problem';
import { useApiMutation } from '../../api/use-api-mutation';
import { ConfirmDialog } from '../../components/confirm-dialog';
import type { Channel } from './channel-fields';

interface DeleteChannelProps {
  readonly channel: Channel;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Deletes a channel; one that is in use only when asked a second time, after saying by whom. */
export function DeleteChannel({ channel, opened, onClose, onDeleted }: DeleteChannelProps) {
  const { send } = useApiMutation('delete', '/api/channels/{idOrName}');
  const [inUse, setInUse] = useState(false);
  const close = () => {
    setInUse(false);
    onClose();
  };
  const remove = async () => {
    try {
      await send({ path: { idOrName: channel.id }, ...(inUse ? { query: { force: 'true' } } : {}) });
      onDeleted();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'CHANNEL_IN_USE') setInUse(true);
      throw error;
    }
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title={`Delete the channel ${channel.name}`}
      confirm={inUse ? 'Delete it all the same' : 'Delete'}
      danger
      onConfirm={remove}
    >
      {inUse
        ? 'It is in use. Those that name it will tell nobody over it any more.'
        : 'Its secrets are deleted at once. What was sent over it stays in the log.'}
    </ConfirmDialog>
  );
}
