import { SegmentedControl } from '@mantine/core';
import { PageHeader } from '../../components/page-header';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { HeldView } from './held-view';
import { MessagesView } from './messages-view';
import { PolicyView } from './policy-view';

const views = [
  { value: 'messages', label: 'Messages' },
  { value: 'held', label: 'Not told' },
  { value: 'policy', label: 'Policy' },
];

const says: Readonly<Record<string, string>> = {
  messages: 'What was sent, and what became of it.',
  held: 'What was not told, and why.',
  policy: 'When messages go out, and what holds others back.',
};

const spec = { view: 'one' } as const;

/** From an alert that fires to a message that arrives. */
export default function NotificationsPage() {
  const { values, set } = useFilters(spec);
  const asOf = useAsOf();
  const view = values.view === 'held' || values.view === 'policy' ? values.view : 'messages';
  const note = asOf !== undefined && view === 'policy' ? ' It is shown as it is now.' : '';
  return (
    <>
      <PageHeader
        title="Notifications"
        description={`${says[view]}${note}`}
        actions={
          <SegmentedControl
            aria-label="What to show"
            data={views}
            value={view}
            onChange={(next) => set({ view: next === 'messages' ? undefined : next })}
          />
        }
      />
      {view === 'held' ? <HeldView /> : view === 'policy' ? <PolicyView /> : <MessagesView />}
    </>
  );
}
