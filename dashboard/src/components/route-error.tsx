import { Button, Group } from '@mantine/core';
import { IconCompass, IconMoodConfuzed } from '@tabler/icons-react';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { ApiProblem, ServiceAway } from '../api/api-problem';
import { explainError } from '../api/problem-words';
import { EmptyState } from './empty-state';
import { PageHeader } from './page-header';
import { isFileMissing } from './page-not-loaded';
import { PageToCome } from './page-to-come';

/** A page that failed: the rest of the dashboard goes on. One whose files did not come loads by itself. */
export function RouteError(props: ErrorComponentProps) {
  return <div role="alert">{isFileMissing(props.error) ? <PageToCome /> : <Failed {...props} />}</div>;
}

function Failed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const known = error instanceof ApiProblem || error instanceof ServiceAway;
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <EmptyState
      icon={<IconMoodConfuzed size={28} />}
      title="This page failed"
      action={
        <Group>
          <Button onClick={again}>Try again</Button>
          <Button onClick={() => window.location.reload()}>Reload the dashboard</Button>
        </Group>
      }
    >
      {known
        ? explainError(error)
        : `${error instanceof Error ? error.message : 'Unknown error'}. If a new version was installed just now, reload.`}
    </EmptyState>
  );
}

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState
        icon={<IconCompass size={28} />}
        title="There is no such page"
        action={
          <Button component={Link} to="/">
            To the overview
          </Button>
        }
      >
        The link may be old, or something was left out when it was copied.
      </EmptyState>
    </>
  );
}
