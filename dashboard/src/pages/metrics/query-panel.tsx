import { Button, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { PromqlEditor } from '../../charts/promql-editor';
import type { Annotation } from '../../charts/chart-series';
import { letterOf, type ShownQuery } from './queries';
import { QueryAnswer } from './query-answer';
import classes from './query-panel.module.css';
import { QueryTools } from './query-tools';
import { unitOfExpression } from './unit-of-expression';
import type { Queries } from './use-queries';

export interface QueryPanelProps {
  readonly query: ShownQuery;
  readonly index: number;
  readonly page: Queries;
  readonly annotations: readonly Annotation[];
}

/** One query: its expression, how it is shown, and its answer. */
export function QueryPanel({ query, index, page, annotations }: QueryPanelProps) {
  const { expression, hidden } = query;
  const letter = letterOf(index);
  const [draft, setDraft] = useDraft(expression);
  const unit = query.unit ?? unitOfExpression(expression);
  const changed = draft.trim() !== expression;
  const run = () => page.change(index, { expression: draft.trim(), hidden: false });
  return (
    <Paper component="section" aria-label={`Query ${letter}`} className={classes['panel']}>
      <QueryTools query={query} index={index} unit={unit} page={page} />
      {hidden ? (
        <Text className={`mono truncate ${classes['editor']}`} c="dimmed" display="block">
          {expression}
        </Text>
      ) : (
        <>
          <div className={classes['editor']}>
            <PromqlEditor
              label={`Expression of query ${letter}`}
              showLabel={false}
              value={draft}
              onChange={setDraft}
              onSubmit={run}
              placeholder="A PromQL expression, such as sum by (type) (orchestrate_agents_total)"
            />
            <Button h={34} variant={changed ? 'filled' : 'default'} onClick={run} disabled={!changed}>
              Run
            </Button>
          </div>
          <div className={classes['answer']}>
            <QueryAnswer query={query} unit={unit} letter={letter} annotations={annotations} />
          </div>
        </>
      )}
    </Paper>
  );
}

/** What is typed, until it is run; what the address says, when that changes. */
function useDraft(expression: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState(expression);
  const [known, setKnown] = useState(expression);
  if (expression !== known) {
    setKnown(expression);
    setDraft(expression);
  }
  return [draft, setDraft];
}
