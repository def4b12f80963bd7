import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useHotkeys } from '@mantine/hooks';
import { faultOf } from '../../../api/problem-words';
import { BacktestPanel } from '../backtest/backtest-panel';
import { PreviewPanel } from '../preview-panel';
import { RemarkList } from '../remark-list';
import { faultsIn } from '../remarks-of';
import type { Rule } from '../rule-state';
import { CheckPanel } from './check-panel';
import { ConditionFields } from './condition-fields';
import { ConflictNote } from './conflict-note';
import classes from './rule-editor.module.css';
import { OtherFields, TimingFields, UrgencyFields } from './rule-fields';
import { draftOf, type RuleForm } from './rule-form';
import { TextFields } from './text-fields';
import { UnsavedGuard } from './unsaved-guard';
import { useRuleCheck } from './use-rule-check';
import { useRuleEditor } from './use-rule-editor';

interface RuleEditorProps {
  readonly initial: RuleForm;
  readonly saved?: Rule;
  readonly onSaved?: (id: string) => void;
  /** Beside "Save", such as the way back. */
  readonly actions?: ReactNode;
}

/** Writes a rule: at the left what it says, at the right what that means on the recorded past. */
export function RuleEditor({ initial, saved, onSaved, actions }: RuleEditorProps) {
  const editor = useRuleEditor({ initial, saved, onSaved });
  const { form, set, dirty, error, theirs } = editor;
  const check = useRuleCheck(form);
  const problem = error ?? check.problem;
  const savable = dirty && form.name.trim() !== '' && theirs === undefined && !check.refused;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    void editor.save();
  };
  useHotkeys([['mod+S', () => savable && submit()]], []);
  const fields = { form, onChange: set, problem };
  return (
    <div className={classes['editor']}>
      <UnsavedGuard dirty={dirty} />
      <form onSubmit={submit} aria-label="Alert rule" className={classes['form']}>
        <Section title="What">
          <TextInput
            label="Name"
            description="Unique. Messages, silences and links name it."
            placeholder="queue-backup"
            required
            withAsterisk={false}
            maw={420}
            {...(saved ? {} : { 'data-autofocus': true, autoFocus: true })}
            value={form.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={faultOf(error, 'name')}
          />
          <ConditionFields {...fields} />
          <TimingFields {...fields} />
        </Section>
        <Section title="Who is told">
          <UrgencyFields {...fields} />
        </Section>
        <Section title="What they read">
          <TextFields {...fields} />
        </Section>
        <Section title="More">
          <OtherFields {...fields} />
        </Section>
        <div className={classes['foot']}>
          {theirs ? (
            <ConflictNote theirs={theirs} onTakeTheirs={editor.takeTheirs} onKeepMine={editor.keepMine} />
          ) : error ? (
            <Stack gap={6} role="alert">
              <Text fz="sm" fw={600}>
                Not saved
              </Text>
              <RemarkList remarks={faultsIn(error)} tone="bad" label="Why it was not saved" />
            </Stack>
          ) : null}
          <Group justify="flex-end" gap="xs">
            {dirty ? (
              <Text fz="xs" c="dimmed" mr="auto">
                Not saved yet
              </Text>
            ) : null}
            {saved && dirty ? <Button onClick={editor.undo}>Undo all</Button> : null}
            {actions}
            <Button type="submit" variant="filled" loading={editor.saving} disabled={!savable}>
              {saved ? 'Save' : 'Make the rule'}
            </Button>
          </Group>
        </div>
      </form>
      <Stack gap="sm" className={classes['meaning']}>
        <PreviewPanel measured={check.checked} outdated={check.refused} />
        <CheckPanel check={check} kind={form.kind} />
        <BacktestPanel draft={draftOf(form)} unit={form.unit} ready={!check.blank && !check.problem} />
      </Stack>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper component="section" aria-label={title} p="sm">
      <Title order={2} fz="sm" lh="20px" mb="xs">
        {title}
      </Title>
      <Stack gap="sm">{children}</Stack>
    </Paper>
  );
}
