import { Anchor, Code, Text } from '@mantine/core';
import { CopyButton, CopyableId } from '../../components/copy-button';
import { type KeyValue, KeyValueList, LabelList } from '../../components/key-value-list';
import { RelativeTime } from '../../components/relative-time';
import type { Rule } from './rule-state';

/** A rule as it is, to read. */
export function RuleFacts({ rule }: { rule: Rule }) {
  return <KeyValueList items={[...conditionFacts(rule), ...otherFacts(rule)]} />;
}

function conditionFacts({ condition, kind, parameters }: Rule): KeyValue[] {
  const facts = Object.entries(parameters ?? {}).filter(([name]) => name !== 'kind');
  return [
    {
      name: 'Condition',
      value: (
        <>
          <Code fz={12} style={{ whiteSpace: 'pre-wrap' }}>
            {condition}
          </Code>{' '}
          <CopyButton text={condition} label="Copy the PromQL" />
        </>
      ),
    },
    {
      name: 'Kind',
      value:
        facts.length === 0 ? kind : `${kind}: ${facts.map(([name, value]) => `${name} ${value ?? '–'}`).join(', ')}`,
    },
  ];
}

function otherFacts(rule: Rule): KeyValue[] {
  const { annotations, labels, channels, runbookUrl } = rule;
  return [
    { name: 'Must hold for', value: rule.for },
    { name: 'Keeps firing for', value: rule.keepFiringFor },
    { name: 'Evaluated every', value: rule.interval ?? 'as the service does' },
    { name: 'Group', value: rule.group },
    { name: 'Unit', value: rule.unit },
    { name: 'No data', value: rule.noData },
    { name: 'Channels', value: channels.length === 0 ? 'nobody is told' : channels.join(', ') },
    { name: 'Labels', value: Object.keys(labels).length === 0 ? undefined : <LabelList labels={labels} /> },
    ...Object.entries(annotations).map(([name, value]) => ({ name, value })),
    { name: 'Runbook', value: runbookUrl === null ? undefined : <Runbook url={runbookUrl} /> },
    { name: 'Evaluated', value: <RelativeTime at={rule.lastEvaluationAt} unknown="not yet" /> },
    {
      name: 'Changed',
      value: (
        <>
          <RelativeTime at={rule.updatedAt} /> by {rule.updatedBy ?? 'unknown'}
        </>
      ),
    },
    { name: 'Id', value: <CopyableId id={rule.id} length={20} /> },
  ];
}

/** An address is a link; a path is where the reader's own documents are. */
function Runbook({ url }: { url: string }) {
  return /^https?:\/\//.test(url) ? (
    <Anchor href={url} target="_blank" rel="noreferrer" fz="sm">
      {url}
    </Anchor>
  ) : (
    <Text fz="sm" span>
      {url}
    </Text>
  );
}
