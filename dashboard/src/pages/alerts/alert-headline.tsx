import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { RuleValue, type RuleUnit } from '../../charts/rule-value';
import { RelativeTime } from '../../components/relative-time';
import classes from './alert-headline.module.css';
import type { AlertDetail } from './alert-types';
import { reasonWords } from './history-words';
import { RunbookLink } from './runbook-link';

/** What it is about in one sentence, and the numbers that say how bad it is. */
export function AlertHeadline({ alert, unit }: { alert: AlertDetail; unit: RuleUnit | undefined }) {
  const { annotations, value, currentValue, evaluatedAt, pendingSince, triggeredAt, resolvedAt } = alert;
  return (
    <Paper component="section" aria-label="In short" className={classes['headline']}>
      <Text fz="lg" fw={500} className={classes['summary']}>
        {annotations['summary'] ?? alert.ruleName}
      </Text>
      <Text fz="sm" c="dimmed" maw={840} className={classes['description'] ?? ''}>
        {annotations['description'] ?? 'Its rule does not say what this means. Give it a description and a runbook.'}
      </Text>
      <RunbookLink alert={alert} />
      <dl className={classes['numbers']}>
        <Fact name={resolvedAt === null ? 'Value now' : 'Value at its end'}>
          <RuleValue value={currentValue} unit={unit} />
          <Note>{resolvedAt === null && evaluatedAt !== null ? <RelativeTime at={evaluatedAt} /> : null}</Note>
        </Fact>
        <Fact name={triggeredAt === null ? 'When it began' : 'When it fired'}>
          <RuleValue value={value} unit={unit} />
        </Fact>
        <Fact name={triggeredAt === null ? 'Holds since' : 'Fired'}>
          <RelativeTime at={triggeredAt ?? pendingSince} />
        </Fact>
        <Ending alert={alert} />
      </dl>
    </Paper>
  );
}

function Ending({ alert }: { alert: AlertDetail }) {
  const { resolvedAt, resolveReason, conditionClearedAt } = alert;
  const { acknowledgedBy, acknowledgedAt, acknowledgedUntil, acknowledgementNote } = alert;
  if (resolvedAt !== null) {
    return (
      <Fact name="Resolved">
        <RelativeTime at={resolvedAt} />
        <Note>{resolveReason === null ? null : reasonWords(resolveReason)}</Note>
      </Fact>
    );
  }
  return (
    <>
      {conditionClearedAt === null ? null : (
        <Fact name="Condition holds no more since">
          <RelativeTime at={conditionClearedAt} />
        </Fact>
      )}
      {acknowledgedBy === null ? null : (
        <Fact name="Acknowledged by">
          {acknowledgedBy}
          <Note>
            <RelativeTime at={acknowledgedAt} />
            {acknowledgedUntil === null ? null : (
              <>
                , ends <RelativeTime at={acknowledgedUntil} />
              </>
            )}
            {acknowledgementNote === null ? null : `: ${acknowledgementNote}`}
          </Note>
        </Fact>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const Note = ({ children }: { children: ReactNode }) => <span className={classes['note']}>{children}</span>;
