import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** After going to another page, reading and tabbing begin at its title, as after a page load. */
export function useTitleFocus(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || fromLocation === undefined) return;
        const title = document.querySelector<HTMLElement>('[data-page-title]') ?? document.getElementById('content');
        title?.focus({ preventScroll: true });
      }),
    [router],
  );
}
