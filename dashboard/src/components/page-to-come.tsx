import { Button, Loader } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { whenReachable } from '../api/connection';
import { useConnection } from '../api/use-connection';
import { EmptyState } from './empty-state';
import { loadAnewOnce } from './page-not-loaded';

/** A page whose files did not come. It comes by itself as soon as the service answers. */
export function PageToCome() {
  const away = useConnection().state === 'away';
  const [helpless, setHelpless] = useState(false);
  useEffect(() => {
    let left = false;
    void whenReachable().then(() => {
      if (!left && !loadAnewOnce(Date.now())) setHelpless(true);
    });
    return () => {
      left = true;
    };
  }, []);
  if (helpless) {
    return (
      <EmptyState
        icon={<IconPlugConnectedX size={28} />}
        title="This page could not be loaded"
        action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
      >
        The service answers, but a file of the dashboard does not come. If a new version is being installed, wait a
        moment.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={away ? <IconPlugConnectedX size={28} /> : <Loader size="sm" type="dots" />}
      title={away ? 'The service cannot be reached' : 'Loading the page again'}
    >
      {away ? 'This page loads by itself when the service is back.' : undefined}
    </EmptyState>
  );
}
