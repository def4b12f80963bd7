import { IconRepeat } from '@tabler/icons-react';
import { Tooltip, VisuallyHidden } from '@mantine/core';
import type { Column } from '../../components/data-table';
import { RelativeTime } from '../../components/relative-time';
import { matcherText } from '../../components/silence-matchers';
import { SilenceState } from './silence-state';
import { recurrenceWords, type Silence } from './silence-words';

export const silenceColumns: readonly Column<Silence>[] = [
  { id: 'state', header: 'State', width: 116, cell: ({ state }) => <SilenceState state={state} /> },
  {
    id: 'matchers',
    header: 'Holds back',
    width: 240,
    grow: 3,
    cell: ({ matchers }) => {
      const text = matchers.map(matcherText).join(', ');
      return (
        <span className="mono" title={text}>
          {text}
        </span>
      );
    },
  },
  {
    id: 'comment',
    header: 'Reason',
    width: 180,
    grow: 2,
    cell: ({ comment }) => <span title={comment}>{comment}</span>,
  },
  { id: 'createdBy', header: 'By', width: 120, cell: ({ createdBy }) => createdBy },
  { id: 'startsAt', header: 'From', width: 110, cell: ({ startsAt }) => <RelativeTime at={startsAt} /> },
  { id: 'endsAt', header: 'Until', width: 110, cell: ({ endsAt, endedAt }) => <RelativeTime at={endedAt ?? endsAt} /> },
  {
    id: 'recurrence',
    header: 'Every week',
    width: 96,
    cell: ({ recurrence }) => <Recurrence recurrence={recurrence} />,
  },
];

function Recurrence({ recurrence }: Pick<Silence, 'recurrence'>) {
  if (recurrence === null) return <span>–</span>;
  const words = recurrenceWords(recurrence);
  return (
    <Tooltip label={words}>
      <span>
        <IconRepeat size={14} aria-hidden style={{ verticalAlign: 'middle' }} />
        <VisuallyHidden>{words}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
