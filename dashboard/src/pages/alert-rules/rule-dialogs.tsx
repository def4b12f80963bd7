import { Code } from '@mantine/core';
import { useApiMutation } from '../../api/use-api-mutation';
import { ConfirmDialog } from '../../components/confirm-dialog';
import type { Rule } from './rule-state';
import { SilenceRuleDialog } from './silence-rule-dialog';
import { TestDeliveryDialog } from './test-delivery-dialog';

export type RuleDialog = 'delete' | 'silence' | 'test';

interface RuleDialogsProps {
  readonly rule: Pick<Rule, 'id' | 'name' | 'channels' | 'revision'>;
  readonly asks: RuleDialog | undefined;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** What is asked before something is done with a rule. */
export function RuleDialogs({ rule, asks, onClose, onDeleted }: RuleDialogsProps) {
  const remove = useApiMutation('delete', '/api/alerts/rules/{idOrName}');
  return (
    <>
      <ConfirmDialog
        opened={asks === 'delete'}
        onClose={onClose}
        title={`Delete the rule ${rule.name}`}
        confirm="Delete"
        danger
        onConfirm={async () => {
          await remove.send({ path: { idOrName: rule.id }, ifMatch: rule.revision });
          onDeleted?.();
        }}
      >
        Its open alerts end, and nobody is told any more. What it found stays in the history. To stop it for a while,
        disable it instead. <Code>{rule.name}</Code> is free for another rule then.
      </ConfirmDialog>
      <SilenceRuleDialog rule={rule} opened={asks === 'silence'} onClose={onClose} />
      <TestDeliveryDialog rule={rule} opened={asks === 'test'} onClose={onClose} />
    </>
  );
}
