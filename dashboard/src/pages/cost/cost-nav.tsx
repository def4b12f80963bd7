import { Link } from '@tanstack/react-router';
import classes from './cost-nav.module.css';

const views = [
  { to: '/cost', label: 'Report' },
  { to: '/cost/budgets', label: 'Budgets' },
  { to: '/cost/recommendations', label: 'Recommendations' },
  { to: '/cost/what-if', label: 'What if' },
] as const;

/** The pages about money, side by side. */
export function CostNav() {
  return (
    <nav aria-label="Cost" className={classes['nav']}>
      {views.map(({ to, label }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }} className={classes['view']}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
