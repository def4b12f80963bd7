import { Grid, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApiAnswer } from '../../../api/api-types';
import { Money } from '../../../components/money';
import { exactWords, ratioWords } from '../../../components/number-words';
import { StateBadge } from '../../../components/state-badge';
import { dayWords } from '../day-words';
import { WhatIfChart } from './what-if-chart';
import { WhatIfTable } from './what-if-table';

export type WhatIf = ApiAnswer<'get', '/api/cost/what-if'>;

/** Both costs, their difference, and where it comes from. */
export function WhatIfResult({ answer }: { answer: WhatIf }) {
  const { actual, hypothetical, difference, calls, recordedCacheRate, assumption, from, to, timeZone } = answer;
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="xs">
        <Number label="It cost" note={`${exactWords(calls)} calls`}>
          <Money amount={actual} />
        </Number>
        <Number label="It would have cost" note={answer.toModel ?? 'by the same models'}>
          <Money amount={hypothetical} />
        </Number>
        <Number label="Difference" note={difference === null ? 'not known' : differenceWords(difference)}>
          <Money amount={difference} />
        </Number>
        <Number
          label="Input from caches"
          note={answer.cacheRate === null ? 'kept as it was' : `instead: ${ratioWords(answer.cacheRate)}`}
        >
          {recordedCacheRate === null ? '–' : ratioWords(recordedCacheRate)}
        </Number>
      </SimpleGrid>
      <Text fz="sm">
        <Text span inherit c="dimmed">
          It assumes:{' '}
        </Text>
        {assumption}{' '}
        <Text span fz="xs" c="dimmed">
          {dayWords(from, timeZone)} to {dayWords(to, timeZone)}, {timeZone}.
        </Text>
      </Text>
      <WhatIfChart answer={answer} />
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <WhatIfTable title="Model that was used" rows={answer.byModel} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <WhatIfTable title="Agent type" rows={answer.byAgentType} />
        </Grid.Col>
      </Grid>
      {answer.unpriced.calls > 0 ? <Unpriced {...answer.unpriced} /> : null}
    </Stack>
  );
}

function Number({ label, note, children }: { label: string; note: string; children: ReactNode }) {
  return (
    <Paper p="sm" style={{ minWidth: 0 }}>
      <Text fz="xs" c="dimmed">
        {label}
      </Text>
      <Text fz="xl" fw={600} lh={1.3}>
        {children}
      </Text>
      <Text fz="xs" c="dimmed" className="truncate" title={note}>
        {note}
      </Text>
    </Paper>
  );
}

function differenceWords(difference: string): string {
  if (!/[1-9]/.test(difference)) return 'nothing changes';
  return difference.startsWith('-') ? 'less' : 'more';
}

const missingWords = {
  recorded: 'nobody has the price of the model that was used',
  hypothetical: 'nobody has the other price',
  both: 'nobody has either price',
} as const;

function Unpriced({ calls, models }: WhatIf['unpriced']) {
  return (
    <Paper p="sm">
      <StateBadge state="warning" word={`${exactWords(calls)} calls are in none of these sums`} />
      <ul style={{ margin: '4px 0 0', paddingLeft: 20 }}>
        {models.slice(0, 8).map(({ model, mode, pricedAs, missing, calls: count }) => (
          <Text component="li" fz="sm" key={`${model} ${mode} ${missing}`}>
            {model}
            {mode === null ? '' : `, mode ${mode}`}, priced as {pricedAs}: {missingWords[missing]} ({exactWords(count)}{' '}
            calls)
          </Text>
        ))}
      </ul>
    </Paper>
  );
}
