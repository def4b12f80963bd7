import { Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useApiMutation } from '../../api/use-api-mutation';
import { newTerms, SilenceFoot, writtenTerms } from '../../components/silence-foot';
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
  const [terms, setTerms] = useState(newTerms);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = writtenTerms(terms);
    const done = await send({ path: { idOrName: rule.id }, body }).catch(() => undefined);
    if (!done) return;
    notifications.show({ message: `${rule.name} silenced for ${body.duration}`, color: 'green', autoClose: 4_000 });
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Text fz="sm">It goes on being evaluated and shown; messages are held back.</Text>
        <SilenceFoot
          terms={terms}
          onChange={setTerms}
          match={`alertname=${rule.name}`}
          error={error}
          sending={sending}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}
