import { Tabs } from '@mantine/core';
import { type ComponentType, lazy, Suspense } from 'react';
import { useSession } from '../../api/session';
import { PageHeader } from '../../components/page-header';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import { ProjectionsTab } from './projections-tab';

interface Tab {
  readonly key: string;
  readonly label: string;
  readonly content: ComponentType;
  /** Only those who administer may read it. */
  readonly forAdmins?: boolean;
}

const tabs: readonly Tab[] = [
  { key: 'projections', label: 'Projections', content: ProjectionsTab },
  { key: 'telemetry', label: 'Telemetry', content: lazy(() => import('./telemetry-tab')) },
  { key: 'configuration', label: 'Configuration', content: lazy(() => import('./configuration-tab')) },
  { key: 'prices', label: 'Prices', content: lazy(() => import('./prices-tab')) },
  { key: 'metrics', label: 'Custom metrics', content: lazy(() => import('./custom-metrics-tab')) },
  { key: 'traces', label: 'Trace export', content: lazy(() => import('./trace-export-tab')) },
  { key: 'keys', label: 'API keys', content: lazy(() => import('./keys-tab')), forAdmins: true },
];

/** What the service is made of and how it is set; one part a tab. */
export default function SettingsPage() {
  const { can } = useSession();
  const setSearch = useSetSearch();
  const wanted = textOf(useSearchParams()['tab']);
  const shown = tabs.filter(({ forAdmins }) => !forAdmins || can('administer'));
  const current = shown.find(({ key }) => key === wanted) ?? shown[0]!;
  const Content = current.content;
  return (
    <>
      <PageHeader title="Settings" />
      <Tabs
        value={current.key}
        onChange={(key) => setSearch({ tab: key === 'projections' || key === null ? undefined : key })}
        keepMounted={false}
      >
        <Tabs.List mb="sm">
          {shown.map(({ key, label }) => (
            <Tabs.Tab key={key} value={key}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={current.key}>
          <Suspense>
            <Content />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
