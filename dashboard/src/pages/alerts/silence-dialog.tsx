import { Anchor, Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { faultOf } from '../../api/problem-words';
import { useApiMutation } from '../../api/use-api-mutation';
import { DurationField } from '../../components/duration-field';
import { ProblemNote } from '../../components/problem-note';
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
  const [duration, setDuration] = useState('2h');
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const planned = plannedSilences(alerts, scope);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      for (const { matchers } of planned) {
        await create.send({ body: { matchers: [...matchers], duration: duration.trim(), comment: comment.trim() } });
      }
      notifications.show({ message: `Silenced for ${duration.trim()}`, color: 'green', autoClose: 4_000 });
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
        <DurationField
          label="For"
          required
          value={duration}
          onChange={setDuration}
          error={faultOf(error, 'duration') ?? faultOf(error, 'endsAt')}
        />
        <Textarea
          label="Reason"
          description="Whoever wonders why nothing came reads it."
          required
          withAsterisk={false}
          data-autofocus
          autosize
          minRows={2}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          error={faultOf(error, 'comment')}
        />
        <ProblemNote error={error} />
        <Group justify="space-between" gap="xs">
          {alerts.length === 1 ? (
            <Anchor
              component={Link}
              to="/silences"
              search={{ new: 'yes', match: matchersOf(alerts[0]!).map(matcherParameter) } as never}
              fz="xs"
            >
              Other matchers, a window, every week…
            </Anchor>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              variant="filled"
              loading={busy}
              disabled={comment.trim() === '' || duration.trim() === ''}
            >
              Silence
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
