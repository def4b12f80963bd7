import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Loadable } from '../../api/loadable';
import { CopyableId } from '../../components/copy-button';
import { KeyValueList, LabelList } from '../../components/key-value-list';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import type { AlertDetail } from './alert-types';

/** What it is recognised by, and where it is told. */
export function AlertFacts({ state }: { state: Loadable<AlertDetail> }) {
  return (
    <Panel title="Labels and facts" height="auto" state={state}>
      {({ id, labels, fingerprint, group, channels, pendingSince }) => (
        <KeyValueList
          items={[
            { name: 'Labels', value: <Labels labels={labels} /> },
            { name: 'Condition holds since', value: <RelativeTime at={pendingSince} /> },
            { name: 'Told over', value: channels.length === 0 ? <NoChannel /> : channels.join(', ') },
            { name: 'Group', value: group },
            { name: 'Id', value: <CopyableId id={id} /> },
            { name: 'Fingerprint', value: <CopyableId id={fingerprint} /> },
          ]}
        />
      )}
    </Panel>
  );
}

const own = ['alertname', 'severity'];

/** Those that the head of the page says already are left out. */
function Labels({ labels }: Pick<AlertDetail, 'labels'>) {
  return Object.keys(labels).every((name) => own.includes(name)) ? (
    <>none</>
  ) : (
    <LabelList labels={labels} leaveOut={own} />
  );
}

const NoChannel = () => (
  <>
    nobody: its rule names no{' '}
    <Anchor component={Link} to="/channels" fz="sm" underline="always">
      channel
    </Anchor>
  </>
);
