import {
  ActionIcon,
  Alert,
  Button,
  Group,
  MultiSelect,
  Paper,
  Radio,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../../api/api-problem';
import { faultOf } from '../../api/problem-words';
import { useApiMutation } from '../../api/use-api-mutation';
import { DurationField } from '../../components/duration-field';
import { stateOptions } from '../../components/filter-options';
import { ProblemNote } from '../../components/problem-note';
import { parseMatcher } from '../../components/silence-matchers';
import { formOfPolicy, type Policy, type PolicyForm, policyBody, type TypedInhibition } from './policy-form';

/** Changes the policy; only where nobody else has since it was opened here. */
export function PolicyEditor({ policy, onDone }: { policy: Policy; onDone: () => void }) {
  const { send, sending, error, reset } = useApiMutation('put', '/api/notification-policy');
  const [base, setBase] = useState(policy);
  const [form, setForm] = useState(() => formOfPolicy(policy));
  const set = (part: Partial<PolicyForm>) => setForm((before) => ({ ...before, ...part }));
  const stale = error instanceof ApiProblem && error.code === 'STALE_REVISION';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await send({ body: policyBody(form), ifMatch: base.revision }).catch(() => undefined);
    if (!saved) return;
    notifications.show({ message: 'The policy holds from now on', color: 'green', autoClose: 4_000 });
    onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label="Notification policy">
      <Stack gap="sm">
        <Radio.Group
          label="Told together"
          value={form.groupBy}
          onChange={(groupBy) => set({ groupBy: groupBy as PolicyForm['groupBy'] })}
        >
          <Group gap="md" mt={4}>
            <Radio size="xs" value="rule" label="alerts of a rule" />
            <Radio size="xs" value="labels" label="alerts that are equal in labels" />
          </Group>
        </Radio.Group>
        {form.groupBy === 'labels' ? (
          <TagsInput
            label="Labels"
            description="alertname and severity may be among them; none: all alerts together."
            data={['alertname', 'severity', 'type', 'team']}
            value={[...form.labels]}
            onChange={(labels) => set({ labels })}
            error={faultOf(error, 'groupBy')}
          />
        ) : null}
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs">
          <DurationField
            label="First message waits"
            description="for further alerts"
            value={form.groupWait}
            onChange={(groupWait) => set({ groupWait })}
            error={faultOf(error, 'groupWait')}
          />
          <DurationField
            label="Further ones are apart"
            description="of the same group"
            value={form.groupInterval}
            onChange={(groupInterval) => set({ groupInterval })}
            error={faultOf(error, 'groupInterval')}
          />
          <DurationField
            label="Told again after"
            description="while it still fires"
            value={form.repeatInterval}
            onChange={(repeatInterval) => set({ repeatInterval })}
            error={faultOf(error, 'repeatInterval')}
          />
        </SimpleGrid>
        <MultiSelect
          label="Wait for nothing"
          description="Alerts of these severities are told at once."
          data={stateOptions(['critical', 'error', 'warning', 'info'])}
          value={[...form.immediate]}
          onChange={(immediate) => set({ immediate })}
        />
        <Inhibitions inhibitions={form.inhibitions} onChange={(inhibitions) => set({ inhibitions })} />
        {stale ? (
          <Alert color="yellow" variant="light" p="sm" role="alert" title="Somebody changed the policy in the meantime">
            <Text fz="sm" mb={6}>
              {policy.changedBy ?? 'Somebody'} saved it. What you wrote is not saved.
            </Text>
            <Group gap="xs">
              <Button
                onClick={() => {
                  setForm(formOfPolicy(policy));
                  setBase(policy);
                  reset();
                }}
              >
                Take theirs, drop mine
              </Button>
              <Button
                onClick={() => {
                  setBase(policy);
                  reset();
                }}
              >
                Keep mine, to save over theirs
              </Button>
            </Group>
          </Alert>
        ) : (
          <ProblemNote error={error} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" variant="filled" loading={sending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface InhibitionsProps {
  readonly inhibitions: readonly TypedInhibition[];
  readonly onChange: (inhibitions: readonly TypedInhibition[]) => void;
}

/** While an alert fires that matches one side, those that match the other are held back. */
function Inhibitions({ inhibitions, onChange }: InhibitionsProps) {
  const change = (index: number, part: Partial<TypedInhibition>) =>
    onChange(inhibitions.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <Stack gap="xs" role="group" aria-label="What holds back what">
      {inhibitions.map((one, index) => (
        <Paper key={index} p="xs">
          <Group gap="xs" align="flex-end" wrap="wrap">
            <Matchers label="While this fires" value={one.source} onChange={(source) => change(index, { source })} />
            <Matchers label="hold back" value={one.target} onChange={(target) => change(index, { target })} />
            <TagsInput
              label="where equal in"
              placeholder={one.equal.length === 0 ? 'nothing' : ''}
              miw={120}
              value={[...one.equal]}
              onChange={(equal) => change(index, { equal })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove inhibition ${index + 1}`}
              onClick={() => onChange(inhibitions.filter((_, at) => at !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        </Paper>
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={13} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange([...inhibitions, { source: [], target: [], equal: [] }])}
      >
        Let an alert hold back others
      </Button>
    </Stack>
  );
}

interface MatchersProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function Matchers({ label, value, onChange }: MatchersProps) {
  return (
    <TagsInput
      label={label}
      placeholder={value.length === 0 ? 'severity=critical' : ''}
      miw={190}
      style={{ flex: 1 }}
      value={[...value]}
      onChange={(texts) => onChange(texts.filter((text) => parseMatcher(text) !== undefined))}
    />
  );
}
