import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

/** All dashboards of this directory have it; by it they find one another. */
export const TAG = 'orchestrate-monitor';

/** A page of our own dashboard; the address before it is a variable. */
export const page = (path: string): string => `\${orchestrate}${path}`;

/** The same time on a page of ours. */
const SAME_TIME = 'from=${__from:date:iso}&to=${__to:date:iso}';

/** Pages that show a time of their own unless they are told to show the range. */
const inRange: Readonly<Record<string, string>> = {
  '/agents': 'when=range&',
  '/alerts': 'view=all&',
  '/cost': 'span=range&',
};

/** A page that shows a range of time, over the time that is shown here. */
export const pageInTime = (path: string): string => {
  const told = inRange[path.split('?')[0] ?? ''] ?? '';
  return `${page(path)}${path.includes('?') ? '&' : '?'}${told}${SAME_TIME}`;
};

export const otherDashboards = (): DashboardLinkBuilder =>
  new DashboardLinkBuilder('Orchestrate Monitor')
    .type(DashboardLinkType.Dashboards)
    .tags([TAG])
    .asDropdown(true)
    .includeVars(true)
    .keepTime(true);

export const ourPage = (title: string, path: string): DashboardLinkBuilder =>
  new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .icon('external link')
    .tooltip(`${title} in the dashboard of Orchestrate Monitor, over the same time`)
    .url(pageInTime(path))
    .targetBlank(true);
