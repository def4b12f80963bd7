import { Anchor, Group, SegmentedControl, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Loadable } from '../../api/loadable';
import { RuleValue, type RuleUnit } from '../../charts/rule-value';
import { useNow } from '../../components/clock';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { ShapeMark } from '../../components/state-badge';
import { clockWords } from '../../components/time-words';
import { useFilters } from '../../url/filters';
import { AlertEvaluations } from './alert-evaluations';
import classes from './alert-history.module.css';
import type { AlertDetail } from './alert-types';
import { historyWords } from './history-words';

const spec = { history: 'one' } as const;
const parts = [
  { value: 'all', label: 'All' },
  { value: 'state', label: 'States' },
  { value: 'people', label: 'People' },
  { value: 'delivery', label: 'Deliveries' },
  { value: 'evaluations', label: 'Evaluations' },
];

/** All that happened to the alert, the latest first: its states, who did what, and who was told. */
export function AlertHistory({ state, unit }: { state: Loadable<AlertDetail>; unit: RuleUnit | undefined }) {
  const { values, set } = useFilters(spec);
  const chosen = parts.some(({ value }) => value === values.history) ? values.history! : 'all';
  return (
    <Panel title="History" height="auto" flush state={state}>
      {({ id, history }) => (
        <>
          <div className={classes['parts']}>
            <SegmentedControl
              aria-label="Part of the history"
              data={parts}
              value={chosen}
              onChange={(next) => set({ history: next === 'all' ? undefined : next }, { replace: true })}
            />
          </div>
          {chosen === 'evaluations' ? (
            <AlertEvaluations alertId={id} unit={unit} />
          ) : (
            <Entries history={history} kind={chosen} unit={unit} />
          )}
        </>
      )}
    </Panel>
  );
}

interface EntriesProps {
  readonly history: AlertDetail['history'];
  readonly kind: string;
  readonly unit: RuleUnit | undefined;
}

function Entries({ history, kind, unit }: EntriesProps) {
  const now = useNow();
  const shown = history
    .map((entry) => ({ ...entry, words: historyWords(entry) }))
    .filter(({ words }) => kind === 'all' || words.kind === kind)
    .toReversed();
  if (shown.length === 0) {
    return (
      <EmptyState title="Nothing of this kind">
        {kind === 'delivery' ? 'Nobody was told. Does its rule name a channel?' : 'It has no such entry.'}
      </EmptyState>
    );
  }
  return (
    <ol className={classes['history']}>
      {shown.map(({ type, at, value, detail, channel, words }, index) => (
        <li key={`${at} ${type} ${channel} ${index}`} className={classes['entry']}>
          <ShapeMark shape={words.shape} tone={words.tone} />
          <div className={classes['what']}>
            <Text fz="sm" component="div" fw={words.kind === 'state' ? 500 : 400}>
              {words.what}
              {value === null ? null : (
                <Text span c="dimmed" fz="sm">
                  {' at '}
                  <RuleValue value={value} unit={unit} />
                </Text>
              )}
            </Text>
            <Detail text={words.detail === undefined ? detail : words.detail} />
          </div>
          <Group gap={10} wrap="nowrap" className={classes['when'] ?? ''}>
            {words.kind === 'state' ? (
              <Anchor
                component={Link}
                to="."
                search={((before: object) => ({ ...before, explain: at })) as never}
                fz="xs"
                aria-label={`Why: ${words.what}, ${at}`}
              >
                Why
              </Anchor>
            ) : null}
            <span className="numbers">{clockWords(Date.parse(at), now)}</span>
            <span className={classes['ago']}>
              <RelativeTime at={at} />
            </span>
          </Group>
        </li>
      ))}
    </ol>
  );
}

function Detail({ text }: { text: string | null }) {
  if (text === null || text === '') return null;
  return (
    <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {text}
    </Text>
  );
}
