import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  retainSearchParams,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { NotFound, RouteError } from '../components/route-error';
import { followingKeys, parseSearch, type Search, stringifySearch } from '../url/search';
import { pageFile } from './page-file';
import { Shell } from './shell';

const root = createRootRoute({
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
  search: { middlewares: [retainSearchParams([...followingKeys])] },
  component: Outlet,
  notFoundComponent: NotFound,
});

/** Everything that needs a session, inside the navigation. */
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

type PageModule = { default: ComponentType };

/** A page: its address, and the file that is fetched when somebody goes there. */
const page = <const Path extends string>(path: Path, load: () => Promise<PageModule>) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    component: lazyRouteComponent(pageFile(load)),
    errorComponent: RouteError,
  });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(pageFile(() => import('../pages/sign-in'))),
  errorComponent: RouteError,
});

const routeTree = root.addChildren([
  signIn,
  shell.addChildren([
    page('/', () => import('../pages/overview')),
    page('/explore', () => import('../pages/metrics')),
    page('/agents', () => import('../pages/agents')),
    page('/agents/$id', () => import('../pages/agents/agent')),
    page('/traces', () => import('../pages/traces')),
    page('/traces/$id', () => import('../pages/traces/trace')),
    page('/alerts', () => import('../pages/alerts')),
    page('/alerts/$id', () => import('../pages/alerts/alert')),
    page('/alerts/rules', () => import('../pages/alert-rules')),
    page('/alerts/rules/new', () => import('../pages/alert-rules/new-rule')),
    page('/alerts/rules/$id', () => import('../pages/alert-rules/rule')),
    page('/silences', () => import('../pages/silences')),
    page('/channels', () => import('../pages/channels')),
    page('/notifications', () => import('../pages/notifications')),
    page('/cost', () => import('../pages/cost')),
    page('/cost/budgets', () => import('../pages/cost/budgets')),
    page('/cost/recommendations', () => import('../pages/cost/recommendations')),
    page('/cost/what-if', () => import('../pages/cost/what-if')),
    page('/performance', () => import('../pages/performance')),
    page('/delivery', () => import('../pages/delivery')),
    page('/audit', () => import('../pages/audit')),
    page('/settings', () => import('../pages/settings')),
    // Whatever else: the navigation stays.
    createRoute({ getParentRoute: () => shell, path: '$', component: NotFound }),
  ]),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
