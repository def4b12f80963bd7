import { Badge, Box, Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ApiItem } from '../../../api/api-types';
import { KeyValueList, LabelList } from '../../../components/key-value-list';
import { Money } from '../../../components/money';
import { exactWords } from '../../../components/number-words';
import { NumberText } from '../../../components/number-text';
import { RelativeTime } from '../../../components/relative-time';
import { StateBadge } from '../../../components/state-badge';
import { dayWords } from '../day-words';
import { DecisionButtons } from './decision-buttons';
import { EvidenceLinks } from './evidence-links';
import { kindWords, numberKind, numberName, scopeWords } from './recommendation-words';

export type Recommendation = ApiItem<'/api/cost/recommendations'>;

export interface RecommendationCardProps {
  readonly recommendation: Recommendation;
  /** The days of the list that shows it. */
  readonly days: number;
  readonly mayDecide: boolean;
}

/** One finding: what it saves, why it is believed, what has to be true, and the decision. */
export function RecommendationCard({ recommendation, days, mayDecide }: RecommendationCardProps) {
  const { title, kind, scope, assumption, confidence, evidence, decision, status } = recommendation;
  const saving = recommendation.saving ?? decision?.saving ?? null;
  return (
    <Paper component="article" p="sm" aria-label={title}>
      <Group justify="space-between" align="flex-start" gap="sm" mb="xs" wrap="wrap">
        <Stack gap={4} style={{ minWidth: 0, flex: '1 1 320px' }}>
          <Title order={2} fz="md">
            {title}
          </Title>
          <Group gap="xs">
            <Badge variant="default">{kindWords(kind)}</Badge>
            {scope ? <LabelList labels={scopeWords(scope)} /> : null}
          </Group>
        </Stack>
        {saving ? <SavingWords {...saving} isOfThen={recommendation.saving === null} /> : null}
      </Group>
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, md: 6 }}>
          {evidence ? (
            <Stack gap="xs">
              <KeyValueList items={Object.entries(evidence.numbers).map(numberItem)} />
              <EvidenceLinks links={evidence.links} />
            </Stack>
          ) : (
            <Text fz="sm" c="dimmed">
              The last {days} days do not show it any more. It stands here for the decision.
            </Text>
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack gap="xs">
            {assumption ? <Reason name="It assumes that" text={assumption} /> : null}
            {confidence ? <Reason name="Why it is believed" text={confidence} /> : null}
            {evidence ? (
              <Text fz="xs" c="dimmed">
                Seen in {exactWords(evidence.runs)} runs and {exactWords(evidence.calls)} calls from{' '}
                {dayWords(evidence.from, 'UTC')} to {dayWords(evidence.to, 'UTC')}.
              </Text>
            ) : null}
          </Stack>
        </Grid.Col>
      </Grid>
      <Group justify="space-between" gap="xs" mt="xs" mih={30}>
        <Box fz="xs" c="dimmed">
          {decision ? (
            <Group gap={6}>
              <StateBadge
                state={
                  decision.decision === 'accepted' ? 'approved' : decision.decision === 'dismissed' ? 'closed' : 'open'
                }
                word={{ accepted: 'Accepted', dismissed: 'Dismissed', reopened: 'Opened again' }[decision.decision]}
              />
              <span>
                by {decision.by}, <RelativeTime at={decision.at} />
                {decision.note ? `: ${decision.note}` : ''}
              </span>
            </Group>
          ) : null}
        </Box>
        {mayDecide ? <DecisionButtons id={recommendation.id} title={title} status={status} days={days} /> : null}
      </Group>
    </Paper>
  );
}

function SavingWords({
  low,
  expected,
  high,
  isOfThen,
}: {
  low: string;
  expected: string;
  high: string;
  isOfThen: boolean;
}) {
  return (
    <Stack gap={0} ta={{ base: 'left', sm: 'right' }}>
      <Text fz="lg" fw={600} lh={1.3}>
        <Money amount={expected} />
      </Text>
      <Text fz="xs" c="dimmed">
        saved in 30 days, <Money amount={low} /> to <Money amount={high} />
        {isOfThen ? ', as shown then' : ''}
      </Text>
    </Stack>
  );
}

function Reason({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <Text fz="xs" c="dimmed">
        {name}
      </Text>
      <Text fz="sm">{text}</Text>
    </div>
  );
}

function numberItem([name, value]: [string, string | number | null]) {
  const kind = numberKind(name, value);
  return {
    name: numberName(name),
    value:
      kind === 'money' || kind === 'text' ? (
        kind === 'money' ? (
          <Money amount={value as string} />
        ) : (
          (value as string)
        )
      ) : (
        <NumberText value={value as number | null} as={kind} />
      ),
  };
}
