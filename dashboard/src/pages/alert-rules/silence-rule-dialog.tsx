import { Anchor, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { faultOf } from '../../api/problem-words';
import { useApiMutation } from '../../api/use-api-mutation';
import { DurationField } from '../../components/duration-field';
import { ProblemNote } from '../../components/problem-note';
import type { Rule } from './rule-state';

interface SilenceRuleDialogProps {
  readonly rule: Pick<Rule, 'id' | 'name'>;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Holds back what a rule tells, for a while. */
export function SilenceRuleDialog({ rule, opened, onClose }: SilenceRuleDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Silence ${rule.name}`}>
      <SilenceRuleForm rule={rule} onClose={onClose} />
    </Modal>
  );
}

function SilenceRuleForm({ rule, onClose }: Pick<SilenceRuleDialogProps, 'rule' | 'onClose'>) {
  const { send, sending, error } = useApiMutation('post', '/api/alerts/rules/{idOrName}/silence');
  const [duration, setDuration] = useState('2h');
  const [comment, setComment] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { duration: duration.trim(), comment: comment.trim() };
    const done = await send({ path: { idOrName: rule.id }, body }).catch(() => undefined);
    if (!done) return;
    notifications.show({ message: `${rule.name} silenced for ${body.duration}`, color: 'green', autoClose: 4_000 });
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Text fz="sm">It goes on being evaluated and shown; messages are held back.</Text>
        <DurationField
          label="For"
          required
          value={duration}
          onChange={setDuration}
          error={faultOf(error, 'duration')}
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
          <Anchor
            component={Link}
            to="/silences"
            search={{ new: 'yes', match: `alertname=${rule.name}` } as never}
            fz="xs"
          >
            Other matchers, a window, every week…
          </Anchor>
          <Group gap="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              variant="filled"
              loading={sending}
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
