import { Anchor, Paper, Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useAsOf } from '../../url/as-of';
import { useRangeAnchor } from '../../url/range-anchor';
import type { AlertDetail } from './alert-types';
import { rangeAround } from './condition-series';
import { relatedLinks } from './related';

/** From the alert to what it is about: agents and traces around its time. */
export function RelatedLinks({ alert: { labels, pendingSince, resolvedAt } }: { alert: AlertDetail }) {
  const anchor = useRangeAnchor();
  const asOf = useAsOf();
  const { start, end } = rangeAround(pendingSince, resolvedAt, asOf === undefined ? anchor : Date.parse(asOf));
  const links = relatedLinks(labels, { from: iso(start), to: iso(end) });
  return (
    <Paper component="section" aria-labelledby="alert-further" p="sm">
      <Title order={2} id="alert-further" fz="sm" lh="20px" mb={4}>
        Look further
      </Title>
      <Stack gap={4} align="flex-start">
        {links.map(({ label, to, id, search }) => (
          <Anchor
            key={label}
            component={Link}
            to={to}
            {...(id === undefined ? {} : { params: { id } as never })}
            search={{ range: undefined, ...search } as never}
            fz="sm"
          >
            {label}
          </Anchor>
        ))}
      </Stack>
    </Paper>
  );
}

const iso = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
