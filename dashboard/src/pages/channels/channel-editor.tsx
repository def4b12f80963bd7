import {
  Button,
  Divider,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { faultOf } from '../../api/problem-words';
import { useApi } from '../../api/use-api';
import { useApiMutation } from '../../api/use-api-mutation';
import { nameOptions } from '../../components/filter-options';
import { ProblemNote } from '../../components/problem-note';
import { type Channel, channelKinds, type ChannelKind, kindOptions } from './channel-fields';
import { changeBody, type ChannelForm, createBody, formOfChannel, newChannel } from './channel-form';
import { ConfigField } from './config-field';
import { SecretField } from './secret-field';
import { TemplatesField } from './templates-field';

interface ChannelEditorProps {
  /** Undefined: a new one. */
  readonly channel?: Channel;
  readonly onCancel: () => void;
  /** With what was made for it and is shown this once, such as a signing secret. */
  readonly onSaved: (name: string, issued: Readonly<Record<string, string>>) => void;
}

/** Makes or changes a channel. Its name and its kind stay as they are. */
export function ChannelEditor({ channel, onCancel, onSaved }: ChannelEditorProps) {
  const create = useApiMutation('post', '/api/channels');
  const change = useApiMutation('put', '/api/channels/{idOrName}');
  const [form, setForm] = useState<ChannelForm>(() => (channel ? formOfChannel(channel) : newChannel('slack')));
  const { sending, error } = channel ? change : create;
  const set = (part: Partial<ChannelForm>) => setForm((before) => ({ ...before, ...part }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await (
      channel
        ? change.send({ path: { idOrName: channel.id }, body: changeBody(form) })
        : create.send({ body: createBody(form) })
    ).catch(() => undefined);
    if (!saved) return;
    notifications.show({ message: `${saved.name} saved`, color: 'green', autoClose: 4_000 });
    onSaved(saved.name, saved.issued);
  };
  const { config, secrets, hint } = channelKinds[form.kind];
  return (
    <form onSubmit={(event) => void submit(event)} aria-label={channel ? `Channel ${channel.name}` : 'New channel'}>
      <Stack gap="sm">
        {channel ? null : (
          <>
            <SegmentedControl
              aria-label="Kind of the channel"
              data={kindOptions}
              value={form.kind}
              onChange={(kind) => setForm({ ...newChannel(kind as ChannelKind), name: form.name })}
            />
            <TextInput
              label="Name"
              description="Unique, and never changes: rules name it."
              placeholder="ops"
              data-autofocus
              value={form.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
              error={faultOf(error, 'name')}
            />
          </>
        )}
        <Text fz="xs" c="dimmed">
          {hint}
        </Text>
        {config.map((field) => (
          <ConfigField
            key={`${form.kind} ${field.name}`}
            field={field}
            value={form.config[field.name]}
            onChange={(value) => set({ config: { ...form.config, [field.name]: value } })}
            error={faultOf(error, `config.${field.name}`) ?? entryFault(error, field.name)}
          />
        ))}
        {secrets.map(({ name, label, description, placeholder, required = false }) => (
          <SecretField
            key={`${form.kind} ${name}`}
            label={label}
            description={description}
            placeholder={placeholder}
            required={required}
            setAt={channel?.secrets[name]?.changedAt}
            change={form.secrets[name] ?? { kind: 'keep' }}
            onChange={(secret) => set({ secrets: { ...form.secrets, [name]: secret } })}
            error={faultOf(error, `secrets.${name}`)}
          />
        ))}
        <Divider />
        <DeliveryFields form={form} set={set} error={error} own={channel?.name} />
        <Divider label="Templates" labelPosition="left" />
        <TemplatesField
          kind={form.kind}
          templates={form.templates}
          onChange={(templates) => set({ templates })}
          error={error}
        />
        <ProblemNote error={error} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onCancel}>Cancel</Button>
          <Button
            type="submit"
            variant="filled"
            loading={sending}
            disabled={channel === undefined && form.name.trim() === ''}
          >
            {channel ? 'Save' : 'Make the channel'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface DeliveryFieldsProps {
  readonly form: ChannelForm;
  readonly set: (part: Partial<ChannelForm>) => void;
  readonly error: Error | undefined;
  readonly own: string | undefined;
}

/** What is the same for all kinds. */
function DeliveryFields({ form, set, error, own }: DeliveryFieldsProps) {
  const channels = useApi('/api/channels', { query: { limit: 500 } });
  const others = channels.data?.items.map(({ name }) => name).filter((name) => name !== own) ?? [];
  return (
    <>
      <Switch
        label="Enabled"
        checked={form.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
      <Switch
        label="Tells also that an alert is over"
        checked={form.sendResolved}
        onChange={(event) => set({ sendResolved: event.currentTarget.checked })}
      />
      <Group gap="xs" grow align="flex-start">
        <NumberInput
          label="Messages a minute, at most"
          description="What is beyond becomes one digest."
          placeholder="by kind"
          min={1}
          value={form.messagesPerMinute}
          onChange={(messagesPerMinute) => set({ messagesPerMinute })}
          error={faultOf(error, 'messagesPerMinute')}
        />
        <Select
          label="Fallback"
          description="Used when this one fails."
          placeholder="none"
          clearable
          data={nameOptions(others)}
          value={form.fallback}
          onChange={(fallback) => set({ fallback })}
          error={faultOf(error, 'fallback')}
        />
      </Group>
    </>
  );
}

/** The API names an entry of a list as `config.to.0`. */
const entryFault = (error: Error | undefined, name: string) => faultOf(error, `config.${name}.0`);
