import { Link } from '@tanstack/react-router';
import type { ApiItem } from '../../api/api-types';
import { SeriesName } from '../../charts/series-name';
import type { Column } from '../../components/data-table';
import { Duration } from '../../components/duration';
import { NumberText } from '../../components/number-text';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';

type AgentItem = ApiItem<'/api/agents'>;

/** A text of an agent that may not have been told. */
const Told = ({ text }: { text: string | null }) =>
  text === null ? <span style={{ color: 'var(--ink-soft)' }}>–</span> : <span title={text}>{text}</span>;

export const agentColumns: readonly Column<AgentItem>[] = [
  { id: 'state', header: 'State', width: 164, selfEvident: true, cell: ({ state }) => <StateBadge state={state} /> },
  {
    id: 'type',
    header: 'Type',
    width: 160,
    selfEvident: true,
    cell: ({ id, type }) => (
      <Link to="/agents/$id" params={{ id }} title={id} style={{ color: 'inherit' }}>
        <SeriesName name={type} />
      </Link>
    ),
  },
  { id: 'task', header: 'Task', width: 170, grow: 3, cell: ({ task, error }) => <Told text={error ?? task} /> },
  {
    id: 'work',
    header: 'Epic / story',
    width: 140,
    grow: 1,
    cell: ({ epicId, storyId }) => <Told text={[epicId, storyId].filter((id) => id !== null).join(' / ') || null} />,
  },
  { id: 'model', header: 'Model', width: 144, selfEvident: true, cell: ({ model }) => <Told text={model} /> },
  {
    id: 'tokens',
    header: 'Tokens',
    width: 74,
    align: 'right',
    cell: ({ tokens }) => <NumberText value={tokens} />,
  },
  {
    id: 'duration',
    header: 'Ran',
    width: 108,
    align: 'right',
    cell: ({ executionSeconds }) => <Duration seconds={executionSeconds} />,
  },
  {
    id: 'createdAt',
    header: 'Created',
    width: 100,
    align: 'right',
    sortable: true,
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
  {
    id: 'updatedAt',
    header: 'Updated',
    width: 104,
    align: 'right',
    sortable: true,
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
  },
];
