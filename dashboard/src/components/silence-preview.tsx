import { Anchor, Group, Skeleton, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { refusalOf } from '../api/api-problem';
import { callApi } from '../api/client';
import { explainError } from '../api/problem-words';
import { LabelList } from './key-value-list';
import type { Matcher } from './silence-matchers';
import { StateBadge } from './state-badge';

const SHOWN = 8;

export interface SilencePreviewProps {
  readonly matchers: readonly Matcher[];
  /** Only how many. */
  readonly brief?: boolean;
  /** Says how many they are, where nothing is held back anew. */
  readonly words?: (total: number) => string;
}

/** Which alerts a silence with these matchers would hold back now. */
export function SilencePreview({ matchers, brief = false, words = holdsBack }: SilencePreviewProps) {
  const body = { matchers: [...matchers] };
  const { data, error } = useQuery({
    queryKey: ['api', '/api/silences/preview', body],
    queryFn: ({ signal }) => callApi('post', '/api/silences/preview', { body }, signal),
    placeholderData: keepPreviousData,
    enabled: matchers.length > 0,
  });
  if (matchers.length === 0) return <Note>Say which alerts are meant: a label and its value.</Note>;
  if (error) return <Note>{explainError(error)}</Note>;
  if (!data) return <Skeleton h={18} w={220} />;
  if (!data.valid) return <Note>{explainError(refusalOf(data.problems))}</Note>;
  if (data.total === 0) return <Note>No open alert matches now. Those that come later will.</Note>;
  if (brief) return <Note>{words(data.total)}</Note>;
  return (
    <Stack gap={4}>
      <Note>{words(data.total)}</Note>
      {data.alerts.slice(0, SHOWN).map(({ id, ruleName, severity, labels }) => (
        <Group key={id} gap={8} wrap="nowrap" className="truncate">
          <StateBadge state={severity ?? 'pending'} />
          <Anchor component={Link} to="/alerts/$id" params={{ id } as never} fz="sm">
            {ruleName}
          </Anchor>
          <LabelList labels={labels} leaveOut={['alertname', 'severity']} />
        </Group>
      ))}
      {data.total > SHOWN ? <Note>and {data.total - SHOWN} more</Note> : null}
    </Stack>
  );
}

const holdsBack = (total: number) => `Holds back ${total} open ${total === 1 ? 'alert' : 'alerts'} now`;

const Note = ({ children }: { children: React.ReactNode }) => (
  <Text fz="sm" c="dimmed" role="status">
    {children}
  </Text>
);
