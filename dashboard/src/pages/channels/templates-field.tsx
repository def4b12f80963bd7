import { Button, Group, Paper, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconEye, IconPlus } from '@tabler/icons-react';
import type { ApiAnswer } from '../../api/api-types';
import { ApiProblem } from '../../api/api-problem';
import { useApiMutation } from '../../api/use-api-mutation';
import { stateOptions } from '../../components/filter-options';
import { JsonView } from '../../components/json-view';
import { ProblemNote } from '../../components/problem-note';
import { useState } from 'react';
import type { Channel, ChannelKind } from './channel-fields';

type Template = Channel['templates'][number];

interface TemplatesFieldProps {
  readonly kind: ChannelKind;
  readonly templates: readonly Template[];
  readonly onChange: (templates: Template[]) => void;
  readonly error: Error | undefined;
}

const severities = [{ value: 'all', label: 'All others' }, ...stateOptions(['critical', 'error', 'warning', 'info'])];

/** What messages say, by severity, and how that looks. */
export function TemplatesField({ kind, templates, onChange, error }: TemplatesFieldProps) {
  const preview = useApiMutation('post', '/api/channels/preview');
  const [shown, setShown] = useState<ApiAnswer<'post', '/api/channels/preview'>>();
  const change = (index: number, part: Partial<Template>) =>
    onChange(templates.map((template, at) => (at === index ? { ...template, ...part } : template)));
  return (
    <Stack gap="xs">
      <Text fz="xs" c="dimmed">
        Without a template a message says what is usual. {'{{rule}}'}, {'{{severity}}'}, {'{{shown.value}}'},{' '}
        {'{{labels.team|default:"none"}}'} and others are filled in.
      </Text>
      {templates.map((template, index) => (
        <Paper key={index} p="xs">
          <Stack gap={6}>
            <Group justify="space-between" align="flex-end">
              <Select
                label="For alerts that are"
                w={150}
                allowDeselect={false}
                data={severities}
                value={template.severity ?? 'all'}
                onChange={(severity) =>
                  change(index, { severity: severity === 'all' ? null : (severity as Template['severity']) })
                }
              />
              <Button variant="subtle" onClick={() => onChange(templates.filter((_, at) => at !== index))}>
                Remove
              </Button>
            </Group>
            <TextInput
              label="Title"
              placeholder="as usual"
              value={template.title ?? ''}
              onChange={(event) => change(index, { title: event.currentTarget.value || null })}
              error={faultAt(error, index, 'title')}
            />
            <Textarea
              label="Text"
              placeholder="as usual"
              autosize
              minRows={2}
              value={template.body ?? ''}
              onChange={(event) => change(index, { body: event.currentTarget.value || null })}
              error={faultAt(error, index, 'body')}
            />
          </Stack>
        </Paper>
      ))}
      <Group gap="xs">
        <Button
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...templates, { severity: null, title: null, body: null }])}
        >
          Add a template
        </Button>
        <Button
          leftSection={<IconEye size={14} />}
          loading={preview.sending}
          onClick={() =>
            void preview
              .send({ body: { kind, templates: [...templates] } as never })
              .then(setShown, () => setShown(undefined))
          }
        >
          Preview a message
        </Button>
      </Group>
      <ProblemNote error={preview.error} />
      {shown ? <JsonView value={shown.message} maxHeight={260} /> : null}
    </Stack>
  );
}

function faultAt(error: Error | undefined, index: number, field: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.errors.find((fault) => fault.field === `templates.${index}.${field}`)?.message;
}
