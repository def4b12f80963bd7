import { Divider } from '@mantine/core';
import { useState } from 'react';
import { DetailDrawer } from '../../../components/detail-drawer';
import type { Budget } from './budget-card';
import { type BudgetDraft, changedBy, draftOf } from './budget-draft';
import { BudgetForm } from './budget-form';
import { Rehearsal } from './rehearsal';

export interface BudgetDrawerProps {
  /** Undefined: a new one. */
  readonly budget: Budget | undefined;
  /** Those that there are. */
  readonly others: readonly Budget[];
  readonly opened: boolean;
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

/** A budget to set or to change, and what it would have done in the past. */
export function BudgetDrawer({ budget, others, opened, mayChange, onClose }: BudgetDrawerProps) {
  const title = budget ? (mayChange ? `Budget ${budget.name}` : `Rehearse ${budget.name}`) : 'New budget';
  return (
    <DetailDrawer opened={opened} onClose={onClose} title={title}>
      <Content budget={budget} others={others} mayChange={mayChange} onDone={onClose} />
    </DetailDrawer>
  );
}

interface ContentProps {
  readonly budget: Budget | undefined;
  readonly others: readonly Budget[];
  readonly mayChange: boolean;
  readonly onDone: () => void;
}

function Content({ budget, others, mayChange, onDone }: ContentProps) {
  const [draft, setDraft] = useState<BudgetDraft>(() => draftOf(budget));
  return (
    <>
      <BudgetForm
        draft={draft}
        onDraft={setDraft}
        isNew={!budget}
        changes={budget ? undefined : changedBy(draft, others)}
        mayChange={mayChange}
        onDone={onDone}
      />
      <Divider my="md" />
      <Rehearsal draft={draft} />
    </>
  );
}
