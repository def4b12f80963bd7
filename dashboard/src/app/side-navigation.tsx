import { Text, Tooltip } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { placeOf, places } from './navigation';
import classes from './side-navigation.module.css';

/** Where one can go. Narrow, it shows icons with their names on hover. */
export function SideNavigation({ narrow, onGo }: { narrow: boolean; onGo: () => void }) {
  const here = placeOf(useLocation({ select: ({ pathname }) => pathname }));
  return (
    <div className={classes['scroll']}>
      <nav aria-label="Main" className={classes['nav']} data-narrow={narrow || undefined}>
        {places.map((group) => (
          <div key={group.title} className={classes['group']}>
            {narrow ? null : (
              <Text fz="xs" c="dimmed" fw={500} px={8} pb={2}>
                {group.title}
              </Text>
            )}
            {group.items.map((item) => (
              <Tooltip key={item.to} label={item.label} position="right" disabled={!narrow}>
                <Link
                  to={item.to}
                  onClick={onGo}
                  className={classes['link']}
                  aria-current={here === item ? 'page' : undefined}
                  aria-label={narrow ? item.label : undefined}
                  // By itself it would mark every address that this one begins with.
                  activeOptions={{ exact: true, includeSearch: false }}
                  activeProps={{}}
                >
                  <item.icon size={17} stroke={1.7} aria-hidden />
                  {narrow ? null : item.label}
                </Link>
              </Tooltip>
            ))}
          </div>
        ))}
      </nav>
    </div>
  );
}
