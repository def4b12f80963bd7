import { AppShell } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useSession, useSignedOutWatch } from '../api/session';
import { AsOfBanner } from './as-of-banner';
import { AwayBanner } from './away-banner';
import { FaultyAsOfBanner } from './faulty-as-of-banner';
import { useNavigationCommands } from './navigation-commands';
import { useKeySequences } from './key-sequences';
import { LiveProvider } from './live';
import { Overlays } from './overlays';
import { ShellPending } from './shell-pending';
import { SideNavigation } from './side-navigation';
import classes from './shell.module.css';
import { TopBar } from './top-bar';
import { useAutoRefresh } from './use-auto-refresh';
import { useKnownNames } from './use-known-names';
import { useTitleFocus } from './use-title-focus';

/** The frame of all pages: who is not signed in goes to the sign-in page and comes back to this very address. */
export function Shell() {
  useSignedOutWatch();
  const { session } = useSession();
  if (session === undefined) return <ShellPending />;
  if (session === null) return <ToSignIn />;
  return (
    <LiveProvider>
      <Frame />
    </LiveProvider>
  );
}

/** Goes once, with the address that was wanted: while the way leads there, it already is another. */
function ToSignIn() {
  const navigate = useNavigate();
  const next = useLocation({ select: (location) => location.href });
  const go = useEffectEvent(() => void navigate({ to: '/sign-in', search: { next }, replace: true }));
  useEffect(() => go(), []);
  return null;
}

function Frame() {
  const [menuOpen, menu] = useDisclosure(false);
  const [narrow, setNarrow] = useLocalStorage({ key: 'orchestrate-narrow-navigation', defaultValue: false });
  useAutoRefresh();
  useTitleFocus();
  useKnownNames();
  useNavigationCommands();
  useKeySequences();
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: narrow ? 56 : 208, breakpoint: 'sm', collapsed: { mobile: !menuOpen } }}
      transitionDuration={120}
    >
      <a href="#content" className={classes['skip']}>
        Skip to the content
      </a>
      <AppShell.Header className={classes['bar']}>
        <TopBar
          menuOpen={menuOpen}
          onMenu={menu.toggle}
          narrow={narrow}
          onNarrow={() => setNarrow((before) => !before)}
        />
      </AppShell.Header>
      <AppShell.Navbar className={classes['bar']}>
        <SideNavigation narrow={narrow && !menuOpen} onGo={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes['main']}>
        <AwayBanner />
        <AsOfBanner />
        <FaultyAsOfBanner />
        <div className={classes['page']}>
          <Outlet />
        </div>
      </AppShell.Main>
      <Overlays />
    </AppShell>
  );
}
