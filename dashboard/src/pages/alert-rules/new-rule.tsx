import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useApi } from '../../api/use-api';
import { EmptyState } from '../../components/empty-state';
import { PageHeader } from '../../components/page-header';
import { PanelContent } from '../../components/panel';
import { textOf, useSearchParams } from '../../url/search';
import { RuleEditor } from './editor/rule-editor';
import { emptyForm, formOf, type RuleForm } from './editor/rule-form';
import type { Rule } from './rule-state';
import { useMayChange } from './use-rule-changes';

/** A new rule: empty, with a condition from elsewhere (`?condition=`), or like another one (`?like=`). */
export default function NewAlertRulePage() {
  const search = useSearchParams();
  const like = textOf(search['like']);
  const condition = textOf(search['condition']) ?? '';
  const mayChange = useMayChange();
  const other = useApi(
    '/api/alerts/rules/{idOrName}',
    { path: { idOrName: like ?? '' } },
    { enabled: like !== undefined },
  );
  return (
    <>
      <PageHeader title="New alert rule" description="It is evaluated from the moment it is made." />
      {!mayChange ? (
        <EmptyState title="Rules cannot be made here">
          It takes the role operator, and the present: leave “as of” first if it is set.
        </EmptyState>
      ) : like === undefined ? (
        <Editor initial={{ ...emptyForm, condition }} />
      ) : (
        <PanelContent state={other} height={400}>
          {(rule) => <Editor initial={anotherLike(rule)} />}
        </PanelContent>
      )}
    </>
  );
}

function Editor({ initial }: { initial: RuleForm }) {
  const navigate = useNavigate();
  return (
    <RuleEditor
      initial={initial}
      onSaved={(id) => void navigate({ to: '/alerts/rules/$id', params: { id } as never, ignoreBlocker: true })}
      actions={
        <Button component={Link} to="/alerts/rules">
          Cancel
        </Button>
      }
    />
  );
}

const anotherLike = (rule: Rule): RuleForm => ({ ...formOf(rule), name: `${rule.name}-2` });
