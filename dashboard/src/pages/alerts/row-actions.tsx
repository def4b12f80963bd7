import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconBellOff, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { AcknowledgeDialog } from './acknowledge-dialog';
import { type Alert, canBeTaken } from './alert-types';
import { SilenceDialog } from './silence-dialog';
import { useGiveBack } from './use-alert-changes';

/** What can be done with one alert, without leaving the list. */
export function RowActions({ alert }: { alert: Alert }) {
  const [asks, setAsks] = useState<'acknowledge' | 'silence'>();
  const giveBack = useGiveBack();
  const close = () => setAsks(undefined);
  const { ruleName, status } = alert;
  if (status === 'resolved') return null;
  return (
    <Group gap={2} wrap="nowrap">
      {canBeTaken(alert) ? (
        <Button label={`Acknowledge ${ruleName}`} tip="Acknowledge" onClick={() => setAsks('acknowledge')}>
          <IconHandStop size={15} />
        </Button>
      ) : null}
      {status === 'acknowledged' ? (
        <Button label={`Give back ${ruleName}`} tip="Give back" onClick={() => void giveBack([alert])}>
          <IconArrowBackUp size={15} />
        </Button>
      ) : null}
      <Button label={`Silence ${ruleName}`} tip="Silence" onClick={() => setAsks('silence')}>
        <IconBellOff size={15} />
      </Button>
      <AcknowledgeDialog alerts={[alert]} opened={asks === 'acknowledge'} onClose={close} />
      <SilenceDialog alerts={[alert]} opened={asks === 'silence'} onClose={close} />
    </Group>
  );
}

interface ButtonProps {
  readonly label: string;
  readonly tip: string;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Button({ label, tip, onClick, children }: ButtonProps) {
  return (
    <Tooltip label={tip}>
      <ActionIcon size={26} variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
