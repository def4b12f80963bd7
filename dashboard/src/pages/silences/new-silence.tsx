import { Button, Group, Stack, Textarea, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { faultOf } from '../../api/problem-words';
import { useApiMutation } from '../../api/use-api-mutation';
import { ProblemNote } from '../../components/problem-note';
import type { Matcher } from '../../components/silence-matchers';
import { SilencePreview } from '../../components/silence-preview';
import { MatcherRows } from './matcher-rows';
import { isComplete, namedMatchers, newDraft, type SilenceDraft, silenceBody } from './silence-draft';
import { SilenceWhenFields } from './silence-when-fields';

interface NewSilenceProps {
  /** What the address already says of it. */
  readonly matchers: readonly Matcher[];
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}

/** What to hold back, when and why; shows at once which open alerts that means. */
export function NewSilence({ matchers, onDone, onClose }: NewSilenceProps) {
  const create = useApiMutation('post', '/api/silences');
  const [draft, setDraft] = useState(() => newDraft(matchers, Intl.DateTimeFormat().resolvedOptions().timeZone));
  const change = (part: Partial<SilenceDraft>) => setDraft((before) => ({ ...before, ...part }));
  const [previewed] = useDebouncedValue(draft.matchers, 300);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // What is refused stands in `create.error`.
    const made = await create.send({ body: silenceBody(draft) }).catch(() => undefined);
    if (!made) return;
    notifications.show({ message: 'Silence made', color: 'green', autoClose: 4_000 });
    onDone(made.id);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <MatcherRows
          matchers={draft.matchers}
          onChange={(next) => change({ matchers: next })}
          faultAt={(index) =>
            faultOf(create.error, `matchers.${index}.value`) ??
            faultOf(create.error, `matchers.${index}`) ??
            (index === 0 ? faultOf(create.error, 'matchers') : undefined)
          }
        />
        <section aria-label="Preview">
          <Title order={3} fz="sm" mb={4}>
            Alerts that match now
          </Title>
          <SilencePreview matchers={namedMatchers({ ...draft, matchers: previewed })} />
        </section>
        <SilenceWhenFields draft={draft} onChange={change} faultOf={(field) => faultOf(create.error, field)} />
        <Textarea
          label="Reason"
          description="Whoever wonders why nothing came reads it."
          required
          withAsterisk={false}
          autosize
          minRows={2}
          value={draft.comment}
          onChange={(event) => change({ comment: event.currentTarget.value })}
          error={faultOf(create.error, 'comment')}
        />
        <ProblemNote error={create.error} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={create.sending} disabled={!isComplete(draft)}>
            Silence
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
