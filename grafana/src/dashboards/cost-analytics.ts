import { dashboard } from '../dashboard.js';
import { ourPage } from '../pages.js';
import { epic, model } from '../variables.js';
import { budgets } from './cost/budgets.row.js';
import { epics } from './cost/epics.row.js';
import { spending } from './cost/spending.row.js';
import { summary } from './cost/summary.row.js';
import { tokens } from './cost/tokens.row.js';

/** What does the fleet cost, where does it go, and will the budget last? */
export const costAnalytics = () =>
  dashboard({
    uid: 'orchestrate-cost-analytics',
    title: 'Orchestrate / Cost analytics',
    description:
      'What the fleet costs, which models and epics it goes to, and whether budgets last. By agent and story, and to the micro-dollar: the page Costs.',
    variables: [model(), epic()],
    links: [
      ourPage('Costs', '/cost'),
      ourPage('Budgets', '/cost/budgets'),
      ourPage('Recommendations', '/cost/recommendations'),
    ],
    from: 'now-7d',
    rows: [
      { title: 'Now', panels: summary() },
      { title: 'Budgets', panels: budgets() },
      { title: 'Spending', panels: spending() },
      { title: 'Epics', panels: epics() },
      { title: 'Tokens', panels: tokens() },
    ],
  });
