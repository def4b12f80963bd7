import { Anchor, Stack, Tabs } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/use-api';
import { EmptyState } from '../../components/empty-state';
import { PageHeader } from '../../components/page-header';
import { Panel, PanelContent } from '../../components/panel';
import { isUnknown } from '../../components/unknown-thing';
import { useFilters } from '../../url/filters';
import { BacktestPanel } from './backtest/backtest-panel';
import { checkRule } from './check-rule';
import { RuleEditor } from './editor/rule-editor';
import { draftOf, formOf } from './editor/rule-form';
import { ExplainPanel } from './explain/explain-panel';
import { PreviewPanel } from './preview-panel';
import { RuleFacts } from './rule-facts';
import { RuleHeader } from './rule-header';
import classes from './rule-page.module.css';
import type { Rule } from './rule-state';
import { useLiveStates } from './use-live-states';
import { useMayChange } from './use-rule-changes';

const spec = { tab: 'one' } as const;

/** One rule: why it does or does not fire, and what it says. */
export default function AlertRulePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <RulePage key={id} id={id} />;
}

function RulePage({ id }: { id: string }) {
  const rule = useApi('/api/alerts/rules/{idOrName}', { path: { idOrName: id } });
  const live = useLiveStates().data;
  const { values, set } = useFilters(spec);
  const mayChange = useMayChange();
  if (isUnknown(rule.error)) return <Gone />;
  // What was shown of another rule stays while this one is read.
  const data = rule.data && (rule.data.id === id || rule.data.name === id) ? rule.data : undefined;
  if (!data) {
    return (
      <>
        <PageHeader title="Alert rule" />
        <PanelContent state={{ ...rule, data }} height={400}>
          {() => null}
        </PanelContent>
      </>
    );
  }
  const tab = values.tab === 'edit' && mayChange ? 'edit' : 'overview';
  return (
    <>
      <RuleHeader rule={data} live={live} />
      {mayChange ? (
        <Tabs value={tab} onChange={(next) => set({ tab: next === 'edit' ? 'edit' : undefined })} mb="sm">
          <Tabs.List>
            <Tabs.Tab value="overview">Overview</Tabs.Tab>
            <Tabs.Tab value="edit">Edit</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      ) : null}
      {tab === 'edit' ? <RuleEditor initial={formOf(data)} saved={data} /> : <Overview rule={data} />}
    </>
  );
}

function Overview({ rule }: { rule: Rule }) {
  const draft = draftOf(formOf(rule));
  const { data: check } = useQuery({
    queryKey: ['rule-check', draft],
    queryFn: ({ signal }) => checkRule(draft, signal),
    staleTime: 300_000,
  });
  const state = { data: rule, error: undefined, loading: false, updatedAt: undefined, retry: () => undefined };
  return (
    <div className={classes['overview']}>
      <Stack gap="sm" miw={0}>
        <PreviewPanel measured={check?.valid ? check : undefined} />
        <ExplainPanel id={rule.id} unit={rule.unit} />
      </Stack>
      <Stack gap="sm" miw={0}>
        <Panel title="What it says" height="auto" state={state}>
          {() => <RuleFacts rule={rule} />}
        </Panel>
        <BacktestPanel draft={draft} unit={rule.unit} ready />
      </Stack>
    </div>
  );
}

const Gone = () => (
  <>
    <PageHeader title="Alert rule" />
    <EmptyState
      title="There is no such rule (any more)"
      action={
        <Anchor component={Link} to="/alerts/rules" fz="sm">
          All alert rules
        </Anchor>
      }
    >
      It may have been deleted. What it found stays in the history of alerts.
    </EmptyState>
  </>
);
