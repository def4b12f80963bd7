import { Anchor, List, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Loadable } from '../../api/loadable';
import { CodeLine } from '../../components/code-line';
import { EmptyState } from '../../components/empty-state';
import { Money } from '../../components/money';
import { exactWords, ratioWords } from '../../components/number-words';
import { Panel } from '../../components/panel';
import { StateBadge } from '../../components/state-badge';
import type { CostReport } from './cost-search';

/** What these sums do not know, and what to do about it. */
export function GapsPanel({ state }: { state: Loadable<CostReport> }) {
  return (
    <Panel
      title="What these sums do not know"
      height="auto"
      state={state}
      isEmpty={({ calls }) => calls === 0}
      empty={
        <EmptyState title="No model calls in this time">What has no price or no known work is told here.</EmptyState>
      }
    >
      {(report) => (
        <SimpleGrid cols={{ base: 1, md: 3 }} spacing="lg" verticalSpacing="sm">
          <Unpriced {...report.unpriced} />
          <Unattributed sum={report.unattributed} />
          <Reported {...report.reported} />
        </SimpleGrid>
      )}
    </Panel>
  );
}

function Gap({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  return (
    <Stack gap={4}>
      <StateBadge state={open ? 'warning' : 'completed'} word={title} />
      <Text fz="sm" component="div" c="dimmed" maw="90ch">
        {children}
      </Text>
    </Stack>
  );
}

const MOST_MODELS = 5;

function Unpriced({ calls, models }: CostReport['unpriced']) {
  if (calls === 0) {
    return (
      <Gap title="Every call has a price" open={false}>
        Nothing is missing from the sums.
      </Gap>
    );
  }
  const [first] = models;
  return (
    <Gap title={`${exactWords(calls)} calls without a price`} open>
      They are in no sum, for no price is guessed:
      <List size="sm" my={4}>
        {models.slice(0, MOST_MODELS).map(({ model, provider, mode, reason, calls: count }) => (
          <List.Item key={`${model} ${provider} ${mode}`}>
            <b>{model || 'no model named'}</b>
            {provider ? ` of ${provider}` : ''}
            {mode ? `, mode ${mode}` : ''}: {exactWords(count)} calls;{' '}
            {reason === 'unknown_mode' ? 'nobody knows its price in this mode' : 'nobody knows its price'}
          </List.Item>
        ))}
      </List>
      {models.length > MOST_MODELS ? `And ${models.length - MOST_MODELS} more models. ` : ''}
      Say what it costs (an administrator can), in USD per million tokens; the past is priced at once:
      {first ? (
        <CodeLine code={`npx orchestrate cost prices set ${first.model} --input 1.5 --output 6 --from 2026-01-01`} />
      ) : null}
    </Gap>
  );
}

function Unattributed({ sum: { cost, calls, share } }: { sum: CostReport['unattributed'] }) {
  if (calls === 0) {
    return (
      <Gap title="Every call is on known work" open={false}>
        Each names an epic, a story or a pull request.
      </Gap>
    );
  }
  return (
    <Gap title={`${exactWords(calls)} calls on no known work`} open>
      <Money amount={cost} />
      {share === null ? '' : `, ${ratioWords(share)} of the total,`} names no epic, no story and no pull request. Say at
      the spawn what an agent works on, or tell of it afterwards; the past follows at once:
      <CodeLine code="npx orchestrate agents attribute <agent> --story <story> --epic <epic>" />
      <Anchor component={Link} to="/agents" fz="sm">
        Find the agents
      </Anchor>
    </Gap>
  );
}

function Reported({ cost, calls, comparedCalls, difference }: CostReport['reported']) {
  if (calls === 0) {
    return (
      <Gap title="No agent reckons its own cost" open={false}>
        So there is nothing to compare these sums with.
      </Gap>
    );
  }
  return (
    <Gap title="Beside what agents reckoned" open={false}>
      Agents reported <Money amount={cost} /> for {exactWords(calls)} calls.{' '}
      {difference === null ? (
        'None of them can be compared with our prices.'
      ) : (
        <>
          Of the {exactWords(comparedCalls)} that can be compared they reckoned{' '}
          {difference.startsWith('-') ? (
            <>
              less than our prices say: <Money amount={difference} />
            </>
          ) : /[1-9]/.test(difference) ? (
            <>
              more than our prices say: <Money amount={difference} />
            </>
          ) : (
            'the same as our prices say'
          )}
          .
        </>
      )}
    </Gap>
  );
}
