import { Button } from '@mantine/core';
import { IconArrowBackUp, IconBellOff, IconHandStop, IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../../api/session';
import { type Command, useCommands } from '../../components/command-registry';
import { useOpened } from '../../components/detail-drawer';
import { useAsOf } from '../../url/as-of';
import { AcknowledgeDialog } from './acknowledge-dialog';
import { type AlertDetail, canBeTaken } from './alert-types';
import { SilenceDialog } from './silence-dialog';
import { useGiveBack } from './use-alert-changes';

/** What can be done with the alert; explaining it changes nothing, so everybody may. */
export function AlertActions({ alert }: { alert: AlertDetail }) {
  const [asks, setAsks] = useState<'acknowledge' | 'silence'>();
  const [, explain] = useOpened('explain');
  const asOf = useAsOf();
  const { can } = useSession();
  const giveBack = useGiveBack();
  const mayAct = can('operate') && asOf === undefined && alert.status !== 'resolved';
  const close = () => setAsks(undefined);
  const moment = asOf ?? alert.resolvedAt ?? alert.evaluatedAt ?? alert.triggeredAt ?? alert.pendingSince;
  const onExplain = () => explain(moment);
  const commands: Command[] = [
    { id: 'alert.explain', label: 'Explain this alert', group: 'On this page', keys: 'e', run: onExplain },
  ];
  if (mayAct && canBeTaken(alert)) {
    commands.push({
      ...{ id: 'alert.acknowledge', label: 'Acknowledge this alert', group: 'On this page', keys: 'a' },
      run: () => setAsks('acknowledge'),
    });
  }
  if (mayAct) {
    commands.push({
      ...{ id: 'alert.silence', label: 'Silence this alert', group: 'On this page', keys: 's' },
      run: () => setAsks('silence'),
    });
  }
  useCommands(commands);
  return (
    <>
      {mayAct && canBeTaken(alert) ? (
        <Button
          variant="filled"
          leftSection={<IconHandStop size={14} aria-hidden />}
          onClick={() => setAsks('acknowledge')}
        >
          Acknowledge
        </Button>
      ) : null}
      {mayAct && alert.status === 'acknowledged' ? (
        <Button leftSection={<IconArrowBackUp size={14} aria-hidden />} onClick={() => void giveBack([alert])}>
          Give back
        </Button>
      ) : null}
      {mayAct ? (
        <Button leftSection={<IconBellOff size={14} aria-hidden />} onClick={() => setAsks('silence')}>
          Silence
        </Button>
      ) : null}
      <Button leftSection={<IconHelpCircle size={14} aria-hidden />} onClick={onExplain}>
        Explain
      </Button>
      <AcknowledgeDialog alerts={[alert]} opened={asks === 'acknowledge'} onClose={close} />
      <SilenceDialog alerts={[alert]} opened={asks === 'silence'} onClose={close} />
    </>
  );
}
