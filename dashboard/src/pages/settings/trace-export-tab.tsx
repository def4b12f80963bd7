import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useSession } from '../../api/session';
import { useApi } from '../../api/use-api';
import { KeyValueList } from '../../components/key-value-list';
import { NumberText } from '../../components/number-text';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { TraceExportForm } from './trace-export-form';

/** Where traces go besides here, and what came of it. */
export default function TraceExportTab() {
  const settings = useApi('/api/trace-export', {}, { everyMs: 15_000 });
  const { can } = useSession();
  return (
    <Stack gap="sm">
      <Panel title="Trace export" height="auto" state={settings}>
        {(now) => (
          <SimpleGrid cols={{ base: 1, md: 3 }}>
            <KeyValueList
              items={[
                { name: 'State', value: <StateBadge state={now.enabled ? 'enabled' : 'disabled'} /> },
                { name: 'Exporter', value: now.exporter },
                { name: 'Endpoint', value: now.endpoint },
                { name: 'Sample rate', value: <NumberText value={now.sampleRate} as="ratio" /> },
                { name: 'Changed', value: <RelativeTime at={now.changedAt} /> },
                { name: 'By', value: now.changedBy },
              ]}
            />
            <Sent title="Spans of agents" of={now.agents} />
            <Sent title="Spans of this service" of={now.own} />
          </SimpleGrid>
        )}
      </Panel>
      {can('administer') && settings.data ? (
        <TraceExportForm key={settings.data.revision ?? 'first'} now={settings.data} />
      ) : null}
    </Stack>
  );
}

interface Outcome {
  readonly sent: number;
  readonly failed: number;
  readonly lastSuccessAt: string | null;
  readonly lastError: { readonly at: string; readonly message: string } | null;
}

function Sent({ title, of: outcome }: { title: string; of: Outcome | null }) {
  return (
    <div>
      <Text fz="sm" fw={600}>
        {title}
      </Text>
      <KeyValueList
        items={[
          { name: 'Sent', value: <NumberText value={outcome?.sent} /> },
          { name: 'Failed', value: <NumberText value={outcome?.failed} /> },
          { name: 'Last success', value: <RelativeTime at={outcome?.lastSuccessAt} /> },
          { name: 'Last error', value: outcome?.lastError?.message ?? 'none' },
        ]}
      />
    </div>
  );
}
