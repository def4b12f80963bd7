import { Button, Group, Paper, Text } from '@mantine/core';
import { IconArrowBackUp, IconBellOff, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { AcknowledgeDialog } from './acknowledge-dialog';
import { type Alert, canBeTaken } from './alert-types';
import { SilenceDialog } from './silence-dialog';
import { useGiveBack } from './use-alert-changes';

/** What can be done with all alerts that are chosen. */
export function SelectionBar({ alerts, onClear }: { alerts: readonly Alert[]; onClear: () => void }) {
  const [asks, setAsks] = useState<'acknowledge' | 'silence'>();
  const giveBack = useGiveBack();
  const close = () => setAsks(undefined);
  const takeable = alerts.filter(canBeTaken);
  const taken = alerts.filter(({ status }) => status === 'acknowledged');
  return (
    <Paper p="xs" mb="sm" role="region" aria-label="Selected alerts">
      <Group gap="xs" wrap="wrap">
        <Text fz="sm" fw={500} className="numbers" role="status">
          {alerts.length} selected
        </Text>
        {takeable.length > 0 ? (
          <Button leftSection={<IconHandStop size={14} aria-hidden />} onClick={() => setAsks('acknowledge')}>
            Acknowledge {takeable.length === alerts.length ? '' : takeable.length}
          </Button>
        ) : null}
        {taken.length > 0 ? (
          <Button
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            onClick={() => void giveBack(taken).then((done) => done && onClear())}
          >
            Give back {taken.length === alerts.length ? '' : taken.length}
          </Button>
        ) : null}
        <Button leftSection={<IconBellOff size={14} aria-hidden />} onClick={() => setAsks('silence')}>
          Silence
        </Button>
        <Button variant="subtle" onClick={onClear}>
          Clear selection
        </Button>
      </Group>
      <AcknowledgeDialog alerts={takeable} opened={asks === 'acknowledge'} onClose={close} onDone={onClear} />
      <SilenceDialog alerts={alerts} opened={asks === 'silence'} onClose={close} onDone={onClear} />
    </Paper>
  );
}
