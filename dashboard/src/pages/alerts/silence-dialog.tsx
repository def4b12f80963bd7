import { Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useApiMutation } from '../../api/use-api-mutation';
import { newTerms, SilenceFoot, writtenTerms } from '../../components/silence-foot';
import { matcherParameter, matcherText, matchersOf } from '../../components/silence-matchers';
import { SilencePreview } from '../../components/silence-preview';
import type { Alert } from './alert-types';
import { plannedSilences, type SilenceScope } from './silence-plan';

interface SilenceDialogProps {
  readonly alerts: readonly Alert[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Asks for how long and why before messages are held back. */
export function SilenceDialog({ alerts, opened, onClose, onDone }: SilenceDialogProps) {
  const what = alerts.length === 1 ? alerts[0]!.ruleName : `${alerts.length} alerts`;
  return (
    <Modal opened={opened} onClose={onClose} title={`Silence ${what}`} size="lg">
      <SilenceForm alerts={alerts} onClose={onClose} {...(onDone ? { onDone } : {})} />
    </Modal>
  );
}

/** Silences whose matchers and preview are shown one by one. */
const SHOWN = 4;

function SilenceForm({ alerts, onClose, onDone }: Omit<SilenceDialogProps, 'opened'>) {
  const create = useApiMutation('post', '/api/silences');
  const [scope, setScope] = useState<SilenceScope>('alerts');
  const [terms, setTerms] = useState(newTerms);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const planned = plannedSilences(alerts, scope);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const written = writtenTerms(terms);
    setBusy(true);
    try {
      for (const { matchers } of planned) {
        await create.send({ body: { matchers: [...matchers], ...written } });
      }
      notifications.show({ message: `Silenced for ${written.duration}`, color: 'green', autoClose: 4_000 });
      onDone?.();
      onClose();
    } catch (problem) {
      setError(problem as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Radio.Group label="What" value={scope} onChange={(value) => setScope(value as SilenceScope)}>
          <Group gap="md" mt={4}>
            <Radio size="xs" value="alerts" label={alerts.length === 1 ? 'This alert only' : 'These alerts only'} />
            <Radio
              size="xs"
              value="rules"
              label={alerts.length === 1 ? 'Everything of its rule' : 'Everything of their rules'}
            />
          </Group>
        </Radio.Group>
        {planned.slice(0, SHOWN).map(({ matchers }) => (
          <div key={matchers.map(matcherText).join()}>
            <Text className="mono" fz="xs" style={{ overflowWrap: 'anywhere' }}>
              {matchers.map(matcherText).join(', ')}
            </Text>
            <SilencePreview matchers={matchers} brief />
          </div>
        ))}
        {planned.length > SHOWN ? (
          <Text fz="sm" c="dimmed">
            and {planned.length - SHOWN} more silences like these
          </Text>
        ) : null}
        <SilenceFoot
          terms={terms}
          onChange={setTerms}
          match={alerts.length === 1 ? matchersOf(alerts[0]!).map(matcherParameter) : undefined}
          error={error}
          sending={busy}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}
