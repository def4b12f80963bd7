import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useApiMutation } from '../../api/use-api-mutation';
import { useAction } from '../../components/use-action';

/** Takes an alert with one press. */
export default function TakeButton({ id, ruleName }: { id: string; ruleName: string }) {
  const acknowledge = useApiMutation('post', '/api/alerts/{id}/acknowledge');
  const act = useAction();
  const take = () => void act(() => acknowledge.send({ path: { id }, body: {} }), `${ruleName} acknowledged`);
  return (
    <Tooltip label="Acknowledge until it is resolved">
      <ActionIcon
        size={26}
        variant="subtle"
        color="gray"
        aria-label={`Acknowledge ${ruleName}`}
        loading={acknowledge.sending}
        onClick={take}
      >
        <IconHandStop size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
