import {
  IconActivity,
  IconAlertTriangle,
  IconBellOff,
  IconChartLine,
  IconCoin,
  IconGauge,
  IconHistory,
  IconLayoutDashboard,
  IconListCheck,
  IconMessage2,
  IconRobot,
  IconRocket,
  IconSettings,
  IconSitemap,
  IconSpeakerphone,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';

export interface Place {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly icon: typeof IconActivity;
  /** `g` and this key lead there. */
  readonly key: string;
  readonly keywords?: string;
}

/** The navigation, in groups that answer one question each: is it well, what needs me, what does it bring, what is set. */
export const places: readonly { readonly title: string; readonly items: readonly Place[] }[] = [
  {
    title: 'Fleet',
    items: [
      { to: '/', label: 'Overview', icon: IconLayoutDashboard, key: 'o', keywords: 'home health' },
      { to: '/agents', label: 'Agents', icon: IconRobot, key: 'a' },
      { to: '/traces', label: 'Traces', icon: IconSitemap, key: 't', keywords: 'spans waterfall' },
      { to: '/explore', label: 'Metrics', icon: IconChartLine, key: 'm', keywords: 'explore promql series chart' },
    ],
  },
  {
    title: 'Alerting',
    items: [
      { to: '/alerts', label: 'Alerts', icon: IconAlertTriangle, key: 'l', keywords: 'firing active' },
      { to: '/alerts/rules', label: 'Rules', icon: IconListCheck, key: 'r', keywords: 'alert rules conditions' },
      { to: '/silences', label: 'Silences', icon: IconBellOff, key: 's', keywords: 'mute' },
      {
        to: '/channels',
        label: 'Channels',
        icon: IconSpeakerphone,
        key: 'h',
        keywords: 'slack email pagerduty webhook',
      },
      { to: '/notifications', label: 'Notifications', icon: IconMessage2, key: 'n', keywords: 'sent messages' },
    ],
  },
  {
    title: 'Insight',
    items: [
      { to: '/cost', label: 'Cost', icon: IconCoin, key: 'c', keywords: 'spend budget forecast' },
      { to: '/performance', label: 'Performance', icon: IconGauge, key: 'p', keywords: 'compare models agent types' },
      { to: '/delivery', label: 'Delivery', icon: IconRocket, key: 'd', keywords: 'dora deployments cycle time' },
    ],
  },
  {
    title: 'Record',
    items: [
      { to: '/audit', label: 'Audit', icon: IconHistory, key: 'u', keywords: 'who did what' },
      { to: '/settings', label: 'Settings', icon: IconSettings, key: 'e', keywords: 'keys projections prices about' },
    ],
  },
];

export const allPlaces: readonly Place[] = places.flatMap((group) => group.items);

/** Which place an address belongs to: the longest that it begins with. */
export function placeOf(pathname: string): Place | undefined {
  return allPlaces
    .filter(({ to }) => (to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)))
    .toSorted((a, b) => b.to.length - a.to.length)[0];
}
