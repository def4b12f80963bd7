import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconBell, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api';
import { useApiMutation } from '../../api/use-api-mutation';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { CopyableId } from '../../components/copy-button';
import { KeyValueList } from '../../components/key-value-list';
import { PanelContent } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { matcherParameter, matcherText } from '../../components/silence-matchers';
import { SilencePreview } from '../../components/silence-preview';
import { useSetSearch } from '../../url/search';
import { SilenceState } from './silence-state';
import { recurrenceWords, type Silence } from './silence-words';

/** One silence: what it holds back, until when, why, and who wanted it. */
export function SilenceDetail({ id, mayAct }: { id: string; mayAct: boolean }) {
  const asked = useApi('/api/silences/{id}', { path: { id } });
  const state = asked.data === undefined || asked.data.id === id ? asked : { ...asked, data: undefined };
  return (
    <PanelContent state={state} height={320}>
      {(silence) => (
        <Stack gap="md">
          <Text fz="md" fw={500} style={{ overflowWrap: 'anywhere' }}>
            {silence.comment}
          </Text>
          <Facts silence={silence} />
          <section aria-label="Matchers">
            <Title order={3} fz="sm" mb={4}>
              Holds back alerts with
            </Title>
            {silence.matchers.map((matcher) => (
              <Text key={matcherText(matcher)} className="mono" fz="sm" style={{ overflowWrap: 'anywhere' }}>
                {matcherText(matcher)}
              </Text>
            ))}
          </section>
          {silence.state === 'ended' ? null : (
            <section aria-label="Alerts that match">
              <Title order={3} fz="sm" mb={4}>
                Alerts that match now
              </Title>
              <SilencePreview matchers={silence.matchers} words={matchWords} />
            </section>
          )}
          {mayAct ? <Actions silence={silence} /> : null}
        </Stack>
      )}
    </PanelContent>
  );
}

const matchWords = (total: number) => `${total} open ${total === 1 ? 'alert matches' : 'alerts match'}`;

function Facts({ silence }: { silence: Silence }) {
  const { id, state, startsAt, endsAt, recurrence, createdBy, createdAt, endedAt, endedBy, nextChangeAt } = silence;
  return (
    <KeyValueList
      items={[
        { name: 'State', value: <SilenceState state={state} /> },
        { name: 'From', value: <RelativeTime at={startsAt} /> },
        { name: 'Until', value: <RelativeTime at={endsAt} /> },
        ...(recurrence === null ? [] : [{ name: 'Every week', value: recurrenceWords(recurrence) }]),
        ...(nextChangeAt === null ? [] : [{ name: 'Next change', value: <RelativeTime at={nextChangeAt} /> }]),
        {
          name: 'Made by',
          value: (
            <>
              {createdBy}, <RelativeTime at={createdAt} />
            </>
          ),
        },
        ...(endedAt === null
          ? []
          : [
              {
                name: 'Ended early by',
                value: (
                  <>
                    {endedBy}, <RelativeTime at={endedAt} />
                  </>
                ),
              },
            ]),
        { name: 'Id', value: <CopyableId id={id} /> },
      ]}
    />
  );
}

function Actions({ silence: { id, state, matchers, comment } }: { silence: Silence }) {
  const [asks, setAsks] = useState(false);
  const end = useApiMutation('delete', '/api/silences/{id}');
  const setSearch = useSetSearch();
  return (
    <Group gap="xs">
      {state === 'ended' ? null : (
        <Button leftSection={<IconBell size={14} aria-hidden />} onClick={() => setAsks(true)}>
          Expire now
        </Button>
      )}
      <Button
        leftSection={<IconCopy size={14} aria-hidden />}
        onClick={() => setSearch({ silence: undefined, new: 'yes', match: matchers.map(matcherParameter) })}
      >
        New one like it
      </Button>
      <ConfirmDialog
        opened={asks}
        onClose={() => setAsks(false)}
        title="Expire this silence"
        confirm="Expire"
        onConfirm={() => end.send({ path: { id } })}
      >
        “{comment}” ends now and is kept for history. Alerts that still fire are told at once.
      </ConfirmDialog>
    </Group>
  );
}
