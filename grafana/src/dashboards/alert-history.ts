import { configurationChanges, deployments } from '../annotations.js';
import { dashboard } from '../dashboard.js';
import { ourPage } from '../pages.js';
import { channel, rule } from '../variables.js';
import { alerts } from './alerts/alerts.row.js';
import { evaluation } from './alerts/evaluation.row.js';
import { notifications } from './alerts/notifications.row.js';
import { summary } from './alerts/summary.row.js';

/** What fired, was anybody told, and which rules cry wolf? */
export const alertHistory = () =>
  dashboard({
    uid: 'orchestrate-alert-history',
    title: 'Orchestrate / Alert history',
    description:
      'What fired and for how long, whether people were told in time, which rules make noise, and whether rules are evaluated.',
    variables: [rule(), channel()],
    annotations: [deployments(), configurationChanges()],
    links: [
      ourPage('Alerts', '/alerts'),
      ourPage('Rules', '/alerts/rules'),
      ourPage('Silences', '/silences'),
      ourPage('Notifications', '/notifications'),
    ],
    from: 'now-24h',
    rows: [
      { title: 'Over the time shown', panels: summary() },
      { title: 'Alerts', panels: alerts() },
      { title: 'Notifications', panels: notifications() },
      { title: 'Evaluation of rules', panels: evaluation() },
    ],
  });
