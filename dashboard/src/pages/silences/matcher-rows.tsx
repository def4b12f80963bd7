import { ActionIcon, Autocomplete, Button, Fieldset, Select, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useApi } from '../../api/use-api';
import { type Matcher, MOST_MATCHERS } from '../../components/silence-matchers';
import classes from './matcher-rows.module.css';
import { emptyMatcher } from './silence-draft';

const operators: readonly { value: Matcher['op']; label: string }[] = [
  { value: '=', label: '= is' },
  { value: '!=', label: '!= is not' },
  { value: '=~', label: '=~ matches' },
  { value: '!~', label: '!~ matches not' },
];

interface MatcherRowsProps {
  readonly matchers: readonly Matcher[];
  readonly onChange: (matchers: readonly Matcher[]) => void;
  readonly faultAt: (index: number) => string | undefined;
}

/** What an alert must look like to be held back: label, comparison, value; all must hold. */
export function MatcherRows({ matchers, onChange, faultAt }: MatcherRowsProps) {
  const known = useKnownLabels();
  const set = (index: number, part: Partial<Matcher>) =>
    onChange(matchers.map((matcher, at) => (at === index ? { ...matcher, ...part } : matcher)));
  return (
    <Fieldset variant="unstyled" legend={<b>Hold back alerts with</b>} fz="sm">
      {matchers.map(({ name, op, value }, index) => (
        // Rows have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={classes['row']}>
          <Autocomplete
            size="xs"
            aria-label={`Label ${index + 1}`}
            placeholder="alertname"
            data={[...known.keys()]}
            value={name}
            onChange={(next) => set(index, { name: next })}
          />
          <Select
            aria-label={`Comparison ${index + 1}`}
            data={[...operators]}
            allowDeselect={false}
            value={op}
            onChange={(next) => set(index, { op: (next ?? '=') as Matcher['op'] })}
          />
          <Autocomplete
            size="xs"
            aria-label={`Value ${index + 1}`}
            className={classes['value'] ?? ''}
            placeholder={op.endsWith('~') ? 'a|b' : 'value'}
            data={[...(known.get(name) ?? [])]}
            value={value}
            onChange={(next) => set(index, { value: next })}
            error={faultAt(index)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove matcher ${index + 1}`}
            className={classes['remove'] ?? ''}
            disabled={matchers.length === 1}
            onClick={() => onChange(matchers.filter((_, at) => at !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={matchers.length >= MOST_MATCHERS}
        onClick={() => onChange([...matchers, emptyMatcher])}
      >
        Add a matcher
      </Button>
      <Text fz="xs" c="dimmed">
        All must hold. “alertname” is the name of the rule. Regular expressions are RE2 and match the whole value.
      </Text>
    </Fieldset>
  );
}

/** Labels of what is open now, and names of rules, to choose from. */
function useKnownLabels(): ReadonlyMap<string, ReadonlySet<string>> {
  const alerts = useApi('/api/alerts', { query: { status: 'active', limit: 500 } });
  const rules = useApi('/api/alerts/rules', { query: { limit: 500 } });
  const known = new Map<string, Set<string>>([
    ['alertname', new Set(rules.data?.items.map(({ name }) => name))],
    ['severity', new Set(['critical', 'error', 'warning', 'info'])],
  ]);
  for (const { labels } of alerts.data?.items ?? []) {
    for (const [name, value] of Object.entries(labels)) {
      known.set(name, (known.get(name) ?? new Set()).add(value));
    }
  }
  return known;
}
