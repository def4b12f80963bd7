import { Text } from '@mantine/core';
import type { Column } from '../../components/data-table';
import { Duration } from '../../components/duration';
import { Money } from '../../components/money';
import { NumberText } from '../../components/number-text';
import { wordsOf } from '../../components/state-words';
import { type Group, nameOf } from './performance-types';

const right = { align: 'right' } as const;

/** All numbers of each key; what is not known is a dash. */
export const groupColumns = (title: string): readonly Column<Group>[] => [
  {
    id: 'key',
    header: title,
    width: 170,
    grow: 1,
    cell: ({ key }) => (
      <Text component="span" fz="sm" fw={500} {...(key === null ? { c: 'dimmed' } : {})}>
        {nameOf(key)}
      </Text>
    ),
  },
  { id: 'runs', header: 'Runs', width: 70, ...right, cell: ({ runs }) => <NumberText value={runs} /> },
  {
    id: 'success',
    header: 'Success',
    width: 80,
    ...right,
    cell: ({ successRate }) => <NumberText value={successRate} as="ratio" />,
  },
  {
    id: 'p50',
    header: 'p50',
    width: 110,
    ...right,
    cell: ({ executionSeconds }) => <Duration seconds={executionSeconds?.p50} />,
  },
  {
    id: 'p95',
    header: 'p95',
    width: 110,
    ...right,
    cell: ({ executionSeconds }) => <Duration seconds={executionSeconds?.p95} />,
  },
  {
    id: 'active',
    header: 'Active p50',
    width: 110,
    ...right,
    cell: ({ activeSeconds }) => <Duration seconds={activeSeconds?.p50} />,
  },
  {
    id: 'cost',
    header: 'Cost/success',
    width: 105,
    ...right,
    cell: ({ costPerSuccess }) => <Money amount={costPerSuccess} />,
  },
  {
    id: 'tokens',
    header: 'Tokens/success',
    width: 128,
    ...right,
    cell: ({ tokensPerSuccessfulRun: tokens }) => <NumberText value={tokens} />,
  },
  {
    id: 'retries',
    header: 'Retries',
    width: 75,
    ...right,
    cell: ({ retryRate }) => <NumberText value={retryRate} as="ratio" />,
  },
  {
    id: 'quality',
    header: 'Quality',
    width: 75,
    ...right,
    cell: ({ qualityScore }) => <NumberText value={qualityScore} as="ratio" />,
  },
  {
    id: 'error',
    header: 'Most frequent error',
    width: 170,
    cell: ({ topErrors: [most] }) => (most === undefined ? '–' : `${wordsOf(most.errorClass)} (${most.runs})`),
  },
];
