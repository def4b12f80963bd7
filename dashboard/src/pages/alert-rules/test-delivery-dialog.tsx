import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiAnswer } from '../../api/api-types';
import { useApiMutation } from '../../api/use-api-mutation';
import { ProblemNote } from '../../components/problem-note';
import { StateBadge } from '../../components/state-badge';
import type { Rule } from './rule-state';

interface TestDeliveryDialogProps {
  readonly rule: Pick<Rule, 'id' | 'name' | 'channels'>;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Really sends a test over every channel of a rule, and shows what each receiver answered. */
export function TestDeliveryDialog({ rule, opened, onClose }: TestDeliveryDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Test the delivery of ${rule.name}`}>
      <TestDelivery rule={rule} onClose={onClose} />
    </Modal>
  );
}

type Answer = ApiAnswer<'post', '/api/alerts/rules/{idOrName}/test'>;

function TestDelivery({ rule, onClose }: Pick<TestDeliveryDialogProps, 'rule' | 'onClose'>) {
  const { send, sending, error } = useApiMutation('post', '/api/alerts/rules/{idOrName}/test');
  const [answer, setAnswer] = useState<Answer>();
  if (rule.channels.length === 0) {
    return (
      <Text fz="sm">
        This rule names no channel: its alerts are shown here, but nobody is told. Edit the rule to name one, or{' '}
        <Anchor component={Link} to="/channels" fz="sm" underline="always">
          set up a channel
        </Anchor>{' '}
        first.
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Text fz="sm">
        A message with TEST in its title goes out over {rule.channels.join(', ')}. People will see it.
      </Text>
      {answer ? <Answers answer={answer} /> : null}
      <ProblemNote error={error} />
      <Group justify="flex-end" gap="xs">
        <Button onClick={onClose}>{answer ? 'Close' : 'Cancel'}</Button>
        <Button
          variant="filled"
          loading={sending}
          data-autofocus
          onClick={() => void send({ path: { idOrName: rule.id } }).then(setAnswer, () => setAnswer(undefined))}
        >
          {answer ? 'Send again' : 'Send the test'}
        </Button>
      </Group>
    </Stack>
  );
}

function Answers({ answer: { channels } }: { answer: Answer }) {
  return (
    <Stack gap={6} role="status">
      {channels.map(({ name, delivered, detail }) => (
        <div key={name}>
          <Group gap={8}>
            <StateBadge state={delivered ? 'delivered' : 'failed'} />
            <Text fz="sm" fw={500}>
              {name}
            </Text>
          </Group>
          {detail ? (
            <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {detail}
            </Text>
          ) : null}
        </div>
      ))}
    </Stack>
  );
}
