import { Grid, Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { Loadable } from '../../api/loadable';
import { useApi } from '../../api/use-api';
import { PageHeader } from '../../components/page-header';
import { PanelContent } from '../../components/panel';
import { StateBadge } from '../../components/state-badge';
import { isUnknown, UnknownThing } from '../../components/unknown-thing';
import { AlertActions } from './alert-actions';
import { AlertDeliveries } from './alert-deliveries';
import { AlertFacts } from './alert-facts';
import { AlertHeadline } from './alert-headline';
import { AlertHistory } from './alert-history';
import { AlertSilences } from './alert-silences';
import { type AlertDetail, useRuleUnits } from './alert-types';
import { ConditionChart } from './condition-chart';
import { ExplainDrawer } from './explain-drawer';
import { OtherOccurrences } from './other-occurrences';
import { RelatedLinks } from './related-links';
import { RulePanel } from './rule-panel';

/** One alert: what messages link to. What it is, why, who knows of it, and what can be done. */
export default function AlertPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const asked = useApi('/api/alerts/{id}', { path: { id } });
  const units = useRuleUnits();
  const state = ofThis(asked, id);
  const alert = state.data;
  if (!alert) {
    return (
      <>
        <PageHeader title="Alert" />
        {isUnknown(state.error) ? (
          <UnknownThing what="alert" to="/alerts" all="All alerts" />
        ) : (
          <PanelContent state={state} height={320}>
            {() => null}
          </PanelContent>
        )}
      </>
    );
  }
  const unit = units.get(alert.ruleId);
  return (
    <>
      <PageHeader
        title={alert.ruleName}
        beside={
          <>
            <StateBadge state={alert.status} />
            {alert.severity === null ? null : <StateBadge state={alert.severity} />}
          </>
        }
        actions={<AlertActions alert={alert} />}
      />
      <Stack gap="sm">
        <AlertHeadline alert={alert} unit={unit} />
        <Grid gap="sm">
          <Grid.Col span={{ base: 12, lg: 8 }}>
            <Stack gap="sm">
              <ConditionChart alert={alert} unit={unit} />
              <AlertHistory state={state} unit={unit} />
              <AlertDeliveries alertId={alert.id} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 4 }}>
            <Stack gap="sm">
              <AlertFacts state={state} />
              <AlertSilences alert={alert} />
              <RelatedLinks alert={alert} />
              <RulePanel alert={alert} />
              <OtherOccurrences alert={alert} unit={unit} />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
      <ExplainDrawer alert={alert} unit={unit} />
    </>
  );
}

/** What was shown for another alert is not shown for this one. */
function ofThis(asked: Loadable<AlertDetail>, id: string): Loadable<AlertDetail> {
  return asked.data === undefined || asked.data.id === id ? asked : { ...asked, data: undefined, loading: true };
}
